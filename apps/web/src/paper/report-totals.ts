import type { ReportDetail } from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { dayOf, hoursMinutes, km } from '../text/format-paper.js';
import { ACTIVITY_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { part } from './sheet-parts.js';

/** 時間・距離の合計: each activity by itself, and the work by time band. */
export const totalsPart = ({ totals, recordedWorkS }: ReportDetail): HTMLElement =>
  part(
    ['時間と距離', 'Times and distances'],
    factList(
      [say(ACTIVITY_WORDS.work), hoursMinutes(totals.workS)],
      ...Object.entries(totals.timeBandS).map(([band, seconds]): [string, string] => [
        say([`　うち ${band}`, `of this, ${band}`]),
        hoursMinutes(seconds),
      ]),
      [say(['GPS による作業', 'Work by the fixes']), hoursMinutes(recordedWorkS)],
      [say(ACTIVITY_WORDS.deadhead), hoursMinutes(totals.deadheadS)],
      [say(ACTIVITY_WORDS.standby), hoursMinutes(totals.standbyS)],
      [say(ACTIVITY_WORDS.break), hoursMinutes(totals.breakS)],
      [say(ACTIVITY_WORDS.downtime), hoursMinutes(totals.downtimeS)],
      [say(ACTIVITY_WORDS.unrecorded), hoursMinutes(totals.unrecordedS)],
      [say(['走行距離', 'Driven']), km(totals.distanceM)],
      [say(['作業延長', 'Worked length']), km(totals.coveredM)],
      [say(['除雪延長', 'Cleared length']), km(totals.clearedM)],
    ),
  );

const hash = (value: string): HTMLElement => element('code', { class: 'hash' }, value);

/** 証拠: the devices, and the hashes by which fixes and passes are known again. */
export const evidencePart = ({ devices, passes, passesHash, chains }: ReportDetail): HTMLElement =>
  part(
    ['証拠（GPS 記録）', 'Evidence (GPS)'],
    factList(
      [say(['端末', 'Devices']), devices.join('、') || say(['なし', 'None'])],
      [say(['通過記録', 'Passes']), say([`${passes} 件`, String(passes)])],
    ),
    element('p', { class: 'quiet' }, say(['通過記録のハッシュ（SHA-256）', 'Hash of the passes (SHA-256)'])),
    hash(passesHash),
    ...chains.flatMap(({ date, fixCount, head }) => [
      element(
        'p',
        { class: 'quiet' },
        say([
          `測位のハッシュ連鎖 ${dayOf(date)}（${fixCount} 件）`,
          `Chain of the fixes of ${dayOf(date)} (${fixCount})`,
        ]),
      ),
      hash(head),
    ]),
    chains.length > 0
      ? null
      : element(
          'p',
          { class: 'quiet' },
          say([
            '測位のハッシュ連鎖は、精算の検証用ファイルを作るときに記録されます。',
            'The chain of the fixes is recorded with the bundle of the settlement.',
          ]),
        ),
  );
