/** Japan's offset has been +09:00 without summer time since 1952, so no time-zone rules are needed at the edge. */
const JAPAN_OFFSET_MS = 9 * 3_600_000;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Epoch milliseconds UTC as ISO 8601 with +09:00. */
export const printInstant = (at: number): string =>
  `${new Date(at + JAPAN_OFFSET_MS).toISOString().slice(0, -1)}+09:00`;

/** ISO 8601 with a zone as epoch milliseconds UTC; null for anything else, a time without zone included. */
export const parseInstant = (text: unknown): number | null => {
  if (typeof text !== 'string' || !WITH_ZONE.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
};
