import type { Contract } from '#domain';
import type { Named } from '#wire';
import type { RegisterView } from '../live/register-view.js';

/** Names beside the codes of the register; a code that is no longer there stands for itself. */
export class PaperNames {
  private readonly machines: ReadonlyMap<string, string>;
  private readonly authorities: ReadonlyMap<string, string>;
  private readonly routes: ReadonlyMap<string, string>;
  private readonly zones: ReadonlyMap<string, string>;

  constructor(private readonly register: RegisterView) {
    this.machines = new Map([...register.vehicles.values()].map(({ code, name }) => [code, name]));
    this.authorities = new Map(register.authorities.map(({ code, name }) => [code, name]));
    this.routes = new Map(register.routes.map(({ code, name }) => [code, name]));
    this.zones = new Map(register.zones.map(({ code, name }) => [code, name]));
  }

  machine(code: string): Named {
    return { code, name: this.machines.get(code) ?? code };
  }

  contractor(code: string | null): Named | null {
    return code === null ? null : { code, name: this.register.contractorNames.get(code) ?? code };
  }

  authority(code: string | null): Named | null {
    return code === null ? null : { code, name: this.authorities.get(code) ?? code };
  }

  workZone(code: string | null): Named | null {
    return code === null ? null : { code, name: this.zones.get(code) ?? code };
  }

  route(code: string | null): string {
    return code === null ? '' : (this.routes.get(code) ?? code);
  }

  /** The contract's own name of a time band; its code where the contract is not known. */
  static timeBand(contract: Contract | undefined, code: string): string {
    return contract?.calendar.timeBands.find((band) => band.code === code)?.name ?? code;
  }
}
