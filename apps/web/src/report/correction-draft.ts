import type { CorrectionRequest } from '#wire';

const KEY = 'yukimichi.draft.';

/** A correction that is being written. */
export interface CorrectionDraft {
  reason: string;
  span: {
    dispatchNo: number;
    startAt: string;
    endAt: string;
    from: string;
    to: string;
    activity: string;
    workType: string;
  } | null;
  entries: Record<string, string>;
}

/** Keeps what is being written on this device, whatever becomes of the session or the page. */
export const keepDraft = (reportNo: string, draft: CorrectionDraft): void => {
  try {
    localStorage.setItem(KEY + reportNo, JSON.stringify(draft));
  } catch {
    // A browser that forbids storage keeps the words in the form only.
  }
};

export const keptDraft = (reportNo: string): CorrectionDraft | null => {
  try {
    const text = localStorage.getItem(KEY + reportNo);
    return text === null ? null : (JSON.parse(text) as CorrectionDraft);
  } catch {
    return null;
  }
};

export const forgetDraft = (reportNo: string): void => {
  try {
    localStorage.removeItem(KEY + reportNo);
  } catch {
    // Nothing was kept.
  }
};

/** What a draft asks the service, ready to be sent; the times of a span are of the span's own night. */
export const correctionOf = (
  { span, entries }: CorrectionDraft,
  asValue: (name: string, text: string) => unknown,
): CorrectionRequest['correction'] => {
  if (span === null) {
    const values = Object.entries(entries).map(([name, text]) => [name, asValue(name, text)]);
    return { kind: 'entries', entries: Object.fromEntries(values) };
  }
  const activity = span.activity as 'work';
  return {
    kind: 'span',
    dispatchNo: span.dispatchNo,
    startAt: atTime(span.startAt, span.from),
    endAt: atTime(span.endAt, span.to),
    activity,
    workType: activity === 'work' ? span.workType : null,
  };
};

const DAY_MS = 86_400_000;
const JAPAN_MS = 9 * 3_600_000;

/** The instant nearest to `near` at which Japan's clocks show `HH:MM`; `near` itself where its minute was left as it is. */
export const atTime = (near: string, time: string): string => {
  const nearAt = Date.parse(near);
  const [hours, minutes] = time.split(':').map(Number);
  const dayAt = Math.floor((nearAt + JAPAN_MS) / DAY_MS) * DAY_MS - JAPAN_MS;
  const at = dayAt + (hours * 60 + minutes) * 60_000;
  if (Math.floor(nearAt / 60_000) * 60_000 === at) return near;
  const best = [at - DAY_MS, at, at + DAY_MS].reduce((a, b) =>
    Math.abs(b - nearAt) < Math.abs(a - nearAt) ? b : a,
  );
  return new Date(best).toISOString();
};
