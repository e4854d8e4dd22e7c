import type { ReportDetail, ReportList, ReportRow, ReportTrack, Session } from '#wire';
import { ApiError, readJson } from '../session/api.js';
import { forgetRead, keep, kept } from './kept.js';

/** A report with its way, as last read. */
export interface ReadReport {
  readonly detail: ReportDetail;
  readonly track: ReportTrack | null;
}

const OPEN = new Set(['draft', 'returned']);

/** What can still be confirmed comes first, then the newest. */
export const inOrder = (rows: readonly ReportRow[]): ReportRow[] =>
  [...rows].sort((a, b) => Number(OPEN.has(b.state)) - Number(OPEN.has(a.state)));

export const isOpen = ({ state }: Pick<ReportRow, 'state'>): boolean => OPEN.has(state);

/** Reads from the service and keeps it; without a connection, what was kept. Null where there is neither. */
const readOrKept = async <T>(path: string): Promise<{ value: T; isFresh: boolean } | null> => {
  try {
    const value = await readJson<T>(path);
    await keep(path, value);
    return { value, isFresh: true };
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 0 && error.status < 500)) throw error;
    const value = await kept<T>(path);
    return value === null ? null : { value, isFresh: false };
  }
};

export const readList = (): Promise<{ value: ReportList; isFresh: boolean } | null> =>
  readOrKept<ReportList>('/api/reports');

export const readReport = async (reportNo: string): Promise<ReadReport | null> => {
  const path = `/api/reports/${encodeURIComponent(reportNo)}`;
  const detail = await readOrKept<ReportDetail>(path);
  if (detail === null) return null;
  const track = await readOrKept<ReportTrack>(`${path}/track`).catch(() => null);
  return { detail: detail.value, track: track?.value ?? null };
};

const SESSION = '/api/session';

/** Remembers who is signed in, for a start without a connection; another account's reports are forgotten. */
export const keepSession = async (session: Session): Promise<void> => {
  const before = await kept<Session>(SESSION);
  if (before !== null && before.account !== session.account) await forgetRead();
  await keep(SESSION, session);
};

export const keptSession = (): Promise<Session | null> => kept<Session>(SESSION);
