import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Clock } from '#config';
import { judgeFix, type RejectReason } from '#domain';
import { type AppendResult, type FixLog, type FixRecord, LogUnavailableError } from '#fix-log';
import type { StoredDevice } from '#store';
import { DeviceBook, vehicleIdAt } from './device-book.js';
import { FindingLog } from './finding-log.js';
import { IngestMetrics } from './ingest-metrics.js';
import { INGEST_OPTIONS, type IngestOptions } from './ingest-options.js';
import { REJECT_SENTENCES } from './reject-sentence.js';
import type { ReceivedFix } from './tracker-message.js';

/** A fix of the batch that was kept aside: its place in the batch, the reason, and what to do. */
export interface Rejection {
  readonly index: number;
  readonly reason: RejectReason;
  readonly detail: string;
}

/** What became of a message; `accepted + duplicate + rejected.length` is the number of its fixes. */
export interface Receipt {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: readonly Rejection[];
}

const NOTHING: Receipt = { accepted: 0, duplicate: 0, rejected: [] };
const MAX_RAW_BYTES = 4_096;

/** JSON text of a payload, cut to what the store keeps. */
const rawText = (payload: unknown): string => {
  const text = JSON.stringify(payload);
  if (Buffer.byteLength(text) <= MAX_RAW_BYTES) return text;
  return Buffer.from(text).subarray(0, MAX_RAW_BYTES).toString().replace(/�+$/, '');
};

/** Judges what a device sent and appends it to the fix log; resolves when the log has all of it. */
@Injectable()
export class FixIntake {
  private readonly logger = new Logger('Ingest');
  private readonly fixLog: FixLog;
  private readonly clock: Clock;
  private readonly metrics: IngestMetrics;
  private readonly findings: FindingLog;
  /** Why the log refuses fixes; empty while it takes them. */
  private refusedFor = '';

  constructor(
    @Inject(INGEST_OPTIONS) options: IngestOptions,
    @Inject(DeviceBook) private readonly book: DeviceBook,
  ) {
    this.fixLog = options.fixLog;
    this.clock = options.clock;
    this.findings = new FindingLog(options.clock);
    this.metrics = new IngestMetrics(options.metrics);
    options.health.addReady('fixLog', () => options.fixLog.health());
  }

  /** @throws LogUnavailableError when the log cannot take the records; then none is kept. */
  async take(device: StoredDevice, received: readonly ReceivedFix[]): Promise<Receipt> {
    if (received.length === 0) return NOTHING;
    const receivedAt = this.clock.now();
    let records = this.judge(device, received, receivedAt);
    if (records.some((record) => record.kind === 'rejected' && record.rejected.reason === 'no_vehicle')) {
      records = this.judge(await this.book.freshDevice(device), received, receivedAt);
    }
    const { duplicate } = await this.append(records);
    return this.receiptOf(device, records, duplicate);
  }

  /** A log that refuses is told of once, not at every device that tries again. */
  private async append(records: readonly FixRecord[]): Promise<AppendResult> {
    const startedAt = performance.now();
    try {
      if (this.book.clockTrouble !== '') throw new LogUnavailableError(this.book.clockTrouble);
      const result = await this.fixLog.append(records);
      this.metrics.acknowledgement.observe((performance.now() - startedAt) / 1000);
      this.metrics.appendRecords.observe(records.length);
      if (this.refusedFor !== '') this.logger.log('The fix log takes fixes again.');
      this.refusedFor = '';
      return result;
    } catch (error) {
      if (error instanceof LogUnavailableError && error.message !== this.refusedFor) {
        this.logger.warn(`Devices are refused and keep their fixes. ${error.message}`);
        this.refusedFor = error.message;
      }
      throw error;
    }
  }

  private judge(device: StoredDevice, received: readonly ReceivedFix[], receivedAt: number): FixRecord[] {
    const receipt = {
      deviceId: device.id,
      receivedAt,
      vehicleIdAt: (fixAt: number) => vehicleIdAt(device, fixAt),
    };
    return received.map(({ raw, payload }): FixRecord => {
      const verdict = raw === null ? { reason: 'unreadable' as const } : judgeFix(raw, receipt);
      if ('fix' in verdict) return { kind: 'fix', fix: verdict.fix };
      return {
        kind: 'rejected',
        rejected: { deviceId: device.id, reason: verdict.reason, raw: rawText(payload), receivedAt },
      };
    });
  }

  private receiptOf(device: StoredDevice, records: readonly FixRecord[], duplicate: number): Receipt {
    const rejected: Rejection[] = [];
    for (const [index, record] of records.entries()) {
      if (record.kind === 'fix') continue;
      const { reason } = record.rejected;
      rejected.push({ index, reason, detail: REJECT_SENTENCES[reason] });
      this.metrics.rejected.add(1, { reason });
      this.findings.note(
        `${device.id} ${reason}`,
        `Device ${device.code}: ${reason}. ${REJECT_SENTENCES[reason]}`,
      );
    }
    this.metrics.acknowledged.add(records.length - rejected.length);
    return { accepted: Math.max(0, records.length - rejected.length - duplicate), duplicate, rejected };
  }
}
