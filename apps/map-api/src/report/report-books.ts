import { Inject, Injectable } from '@nestjs/common';
import type { Contract, DailyReport } from '#domain';
import { type ActingParts, type PaperParts, readBooks } from '#paperwork';
import { type Database, findContract } from '#store';
import { LivePicture } from '../live/live-picture.js';
import type { RegisterView } from '../live/register-view.js';
import { RoadLookUp } from '../staff/road-look-up.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { PaperNames } from './paper-names.js';

/** What papers are read and made with: names, roads, contracts, rules. */
@Injectable()
export class ReportBooks {
  private readonly namesOf = new WeakMap<RegisterView, PaperNames>();

  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly lookUp: RoadLookUp,
  ) {}

  get database(): Database {
    return this.parts.database;
  }

  /** @throws ProblemError 404 while no network is loaded. */
  get paper(): PaperParts {
    const { network } = this.lookUp.needed();
    return { database: this.parts.database, network };
  }

  async acting(): Promise<ActingParts> {
    const { database, network } = this.paper;
    return { books: await readBooks(database, network) };
  }

  async names(): Promise<PaperNames> {
    await this.picture.refresh();
    const { register } = this.picture;
    let names = this.namesOf.get(register);
    if (names === undefined) {
      names = new PaperNames(register);
      this.namesOf.set(register, names);
    }
    return names;
  }

  /** The contract that a report is under, in the version that it was made with. */
  async contractOf({ contractId, contractVersion }: DailyReport): Promise<Contract | undefined> {
    if (contractId === null) return undefined;
    return findContract(this.parts.database, contractId, contractVersion ?? undefined);
  }
}
