import type { ClockFaultWord, StreamEvents } from '#wire';
import { byId } from '../dom/element.js';
import { say } from '../text/words.js';

const FAULT_WORDS: Readonly<Record<ClockFaultWord, readonly [ja: string, en: string]>> = {
  local_time_as_utc: [
    'の時刻が 9 時間進んでいます(日本時間を UTC として送信)。測位は保留しています。端末のタイムゾーンを直してください。',
    ' is 9 hours ahead (local time sent as UTC): its fixes are kept aside. Set its time zone.',
  ],
  time_in_future: [
    'の時計が進んでいます。測位は保留しています。端末の時計を合わせてください。',
    ' has a clock that is ahead: its fixes are kept aside. Set its clock.',
  ],
  time_too_old: [
    'の時計が 30 日以上遅れています。測位は保留しています。端末の時計を合わせてください。',
    ' has a clock over 30 days behind: its fixes are kept aside. Set its clock.',
  ],
};

/** Says which device's clock is wrong; the newest such device is shown. */
export function tellDeviceFault({
  deviceCode,
  reason,
}: Pick<StreamEvents['device_fault'], 'deviceCode' | 'reason'>): void {
  const [ja, en] = FAULT_WORDS[reason];
  const line = byId('device-fault');
  line.textContent = say([`端末 ${deviceCode} ${ja}`, `Device ${deviceCode}${en}`]);
  line.hidden = false;
}
