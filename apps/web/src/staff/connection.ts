import { byId, element } from '../dom/element.js';
import type { Published } from '../state/published.js';
import { readerNow } from '../state/reader-clock.js';
import type { StormTime } from '../state/storm-time.js';
import { ageWords, clockTimeOnDay, zonedTime } from '../text/format-time.js';
import { language } from '../text/language.js';
import { say } from '../text/words.js';
import type { StaffStream } from './staff-stream.js';

/** The storm's time, whether the stream is up, and how old its newest word is; old data are marked, never hidden. */
export function renderConnection(stream: StaffStream, time: StormTime, published: Published): void {
  const at = readerNow();
  const nowAt = time.dataAt > 0 ? time.now(at) : published.now();
  const line = byId('connection');
  line.dataset.connected = String(stream.connected);
  if (nowAt === 0) return;
  const rate = time.clockRate === 1 ? '' : ` ×${time.clockRate}`;
  const age = time.dataAt > 0 ? ageWords(time.ageMs(at), language()) : '–';
  const clock = zonedTime(clockTimeOnDay(nowAt, 0, language()), new Date().getTimezoneOffset());
  line.replaceChildren(
    element('strong', {}, `${clock}${rate}`),
    element(
      'span',
      {},
      stream.connected
        ? say([`接続中 · ${age}`, `live · ${age}`])
        : say([`再接続しています · データは${age}`, `reconnecting · data of ${age}`]),
    ),
  );
}
