import type { RoadNetwork } from '#domain';
import type { Database } from '#store';

/** Consumption tax of services, per cent: 10 % since 2019-10-01 (消費税法第29条 and 地方税法第72条の83). */
export const TAX_PERCENT = 10;

/** What the paperwork works with. */
export interface PaperParts {
  readonly database: Database;
  readonly network: RoadNetwork;
}
