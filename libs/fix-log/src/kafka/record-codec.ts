import type { Fix } from '#domain';
import type { FixRecord } from '../fix-log.js';

/** Version of the records written here; a reader refuses newer ones. */
export const RECORD_VERSION = 1;

const MAX_RAW_CHARACTERS = 4_096;

/** The log holds a record of a newer version of Yukimichi: whoever follows it must be brought up to date. */
export class NewerRecordError extends Error {
  override readonly name = 'NewerRecordError';

  constructor(version: number) {
    super(
      `The fix log holds records of version ${version}, and this process reads up to ${RECORD_VERSION}: ` +
        'start the newest version of tracks; nothing is lost meanwhile.',
    );
  }
}

/** A record as JSON text: `{"v":1,"fix":{…}}` or `{"v":1,"rejected":{…}}`, the members those of the core's types. */
export const encodeRecord = (record: FixRecord): string =>
  record.kind === 'fix'
    ? `{"v":${RECORD_VERSION},"fix":${JSON.stringify(record.fix)}}`
    : `{"v":${RECORD_VERSION},"rejected":${JSON.stringify(record.rejected)}}`;

const isFix = (value: unknown): value is Fix => {
  const fix = value as Fix;
  return (
    typeof fix === 'object' &&
    fix !== null &&
    [fix.deviceId, fix.vehicleId, fix.fixAt, fix.latE6, fix.lngE6, fix.receivedAt].every(Number.isSafeInteger)
  );
};

const isRejected = (value: unknown): value is Extract<FixRecord, { kind: 'rejected' }>['rejected'] => {
  const { deviceId, reason, raw } = (value ?? {}) as Record<string, unknown>;
  return Number.isSafeInteger(deviceId) && typeof reason === 'string' && typeof raw === 'string';
};

/** A record that the store refuses, as a rejected fix that keeps it. @throws the reason for one that is rejected already */
export const asRejected = (record: FixRecord, reason: Error): FixRecord => {
  if (record.kind === 'rejected') throw reason;
  const { deviceId, receivedAt } = record.fix;
  return {
    kind: 'rejected',
    rejected: { deviceId, reason: 'unreadable', raw: JSON.stringify(record.fix), receivedAt },
  };
};

const parse = (text: string): { v?: unknown; fix?: unknown; rejected?: unknown } => {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
};

/**
 * The record of a message. What is none becomes a rejected fix `unreadable` of device 0, so that it is kept and
 * seen. @throws NewerRecordError
 */
export const decodeRecord = (value: Buffer | null, appendedAt: number): FixRecord => {
  const text = value?.toString('utf8') ?? '';
  const { v, fix, rejected } = parse(text);
  if (typeof v === 'number' && v > RECORD_VERSION) throw new NewerRecordError(v);
  // A record from before phones' word on mock positions was kept lacks it.
  if (v === RECORD_VERSION && isFix(fix)) return { kind: 'fix', fix: { ...fix, isMock: fix.isMock ?? null } };
  if (v === RECORD_VERSION && isRejected(rejected)) return { kind: 'rejected', rejected };
  const raw = text.slice(0, MAX_RAW_CHARACTERS).replaceAll('\0', '\ufffd');
  return { kind: 'rejected', rejected: { deviceId: 0, reason: 'unreadable', raw, receivedAt: appendedAt } };
};
