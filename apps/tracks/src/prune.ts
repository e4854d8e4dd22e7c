import type { Clock } from '#config';
import { CHANGES_KEPT_MS, deleteOldChanges, deleteOldFixes, deleteOldRejectedFixes } from '#store';
import type { TracksParts } from './tracks-parts.js';

const DAY_MS = 86_400_000;

const untilNoneIsLeft = async (deleteSome: () => Promise<boolean>): Promise<void> => {
  while (await deleteSome());
};

/** Deletes what is kept for a time only: changes, and fixes where a retention is set. */
export const prune = async ({
  database,
  clock,
  settings,
}: Pick<TracksParts, 'database' | 'settings'> & { readonly clock: Pick<Clock, 'now'> }): Promise<void> => {
  await untilNoneIsLeft(() => deleteOldChanges(database, CHANGES_KEPT_MS));
  const { fixRetentionDays } = settings.keeping;
  if (fixRetentionDays === 0) return;
  const beforeAt = clock.now() - fixRetentionDays * DAY_MS;
  await untilNoneIsLeft(() => deleteOldFixes(database, beforeAt));
  await untilNoneIsLeft(() => deleteOldRejectedFixes(database, beforeAt));
};
