import type { Register } from '#domain';

type Names = Readonly<Record<string, string>>;

/** What the codes in reports and settlements are called, by code; one that is not here is printed as it is. */
export interface DocumentNames {
  readonly authorities: Names;
  readonly contractors: Names;
  readonly workZones: Names;
  /** Codes of devices by their number in the store. */
  readonly devices: Names;
}

export const nameOf = (names: Names, code: string | null): string =>
  code === null ? '' : (names[code] ?? code);

const byCode = (entries: readonly { readonly code: string; readonly name: string }[]): Names =>
  Object.fromEntries(entries.map(({ code, name }) => [code, name]));

export const namesOf = (
  register: Pick<Register, 'authorities' | 'contractors' | 'workZones'> & {
    readonly devices: readonly { readonly id: number; readonly code: string }[];
  },
): DocumentNames => ({
  authorities: byCode(register.authorities),
  contractors: byCode(register.contractors),
  workZones: byCode(register.workZones),
  devices: Object.fromEntries(register.devices.map(({ id, code }) => [String(id), code])),
});
