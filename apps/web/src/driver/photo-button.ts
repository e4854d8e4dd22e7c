import type { ReportDetail, ReportPhoto } from '#wire';
import { element } from '../dom/element.js';
import { labelled, selectOf } from '../dom/field.js';
import { say } from '../text/words.js';
import type { Outbox } from './outbox.js';
import { hashOf, shrinkPhoto } from './shrink-photo.js';

const MOMENTS: readonly (readonly [ReportPhoto['moment'], readonly [string, string]])[] = [
  ['before', ['作業前', 'Before']],
  ['during', ['作業中', 'During']],
  ['after', ['作業後', 'After']],
];

export const NO_PICTURE = [
  'この写真は読めません。別の写真を選んでください。',
  'This photo cannot be read: choose another.',
] as const;

export const MOMENT_WORDS = Object.fromEntries(MOMENTS) as Record<
  ReportPhoto['moment'],
  readonly [string, string]
>;

/** Photos that wait on the phone, by the corrections that name them. */
const waitingPhotos = (outbox: Outbox, reportNo: string): ReportPhoto[] => {
  const corrections = outbox.of(reportNo).filter(({ kind }) => kind === 'correct');
  const bodies = corrections.map(
    ({ body }) => body as { correction: { entries?: { photos?: ReportPhoto[] } } },
  );
  return (
    bodies
      .map(({ correction }) => correction.entries?.photos)
      .filter((photos) => photos !== undefined)
      .at(-1) ?? []
  );
};

/** Puts a photo and the correction that names it into the outbox. */
export async function addPhoto(
  outbox: Outbox,
  report: ReportDetail,
  { file, moment }: { file: Blob; moment: ReportPhoto['moment'] },
): Promise<void> {
  const photo = await shrinkPhoto(file);
  const id = await hashOf(photo);
  const { reportNo } = report;
  const path = `/api/reports/${encodeURIComponent(reportNo)}`;
  await outbox.add({ reportNo, kind: 'photo', method: 'PUT', path: `${path}/photos/${id}`, body: photo });
  const waiting = waitingPhotos(outbox, reportNo);
  const before = waiting.length > 0 ? waiting : report.entries.photos;
  const photos = [...before.filter((each) => each.id !== id), { id, moment }];
  const seenSteps = report.steps + outbox.stepsOf(reportNo);
  const body = {
    seenSteps,
    reason: say(['写真を追加', 'Photo added']),
    correction: { kind: 'entries', entries: { photos } },
  };
  await outbox.add({ reportNo, kind: 'correct', method: 'POST', path: `${path}/correct`, body });
}

/** 写真: takes or chooses one, for before, during or after the work. */
export const photoForm = (
  onPhoto: (file: Blob, moment: ReportPhoto['moment']) => Promise<void>,
): HTMLElement => {
  const moment = selectOf(
    MOMENTS.map(([value, words]) => [value, say(words)]),
    'after',
  );
  const input = element('input', { type: 'file', accept: 'image/*', capture: 'environment' });
  const fault = element('p', { class: 'login-error', role: 'alert', hidden: true });
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    fault.hidden = true;
    await onPhoto(file, moment.value as ReportPhoto['moment']).catch(() => {
      fault.textContent = say(NO_PICTURE);
      fault.hidden = false;
    });
    input.value = '';
  });
  return element(
    'div',
    { class: 'photo-form' },
    labelled(['いつの写真', 'When'], moment),
    labelled(['写真を撮る・選ぶ', 'Take or choose'], input),
    fault,
  );
};
