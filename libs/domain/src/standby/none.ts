import { NOTHING, type StandbyRule } from './standby-facts.js';

/** No standby compensation: hours × price only, as in Aomori City's 単価契約 (domain.md §2.1). */
export interface NoStandby {
  readonly kind: 'none';
}

export const noStandby: StandbyRule<NoStandby> = { month: () => NOTHING, season: () => NOTHING };
