import { readSettings } from '#config';
import {
  type FixLog,
  type FixRecord,
  type Following,
  type LogFollower,
  LogUnavailableError,
  openFixLog,
} from '#fix-log';
import { KafkaBroker } from '../support/kafka/kafka-broker.js';
import { waitUntil } from '../support/wait-until.js';

export let broker: KafkaBroker;
export let topics = 0;
const opened: { stop?(): Promise<void>; close?(): Promise<void> }[] = [];

beforeAll(async () => {
  broker = await KafkaBroker.start();
});

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await (each.stop ?? each.close)!.call(each);
});

afterAll(() => broker?.dispose());

export const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  KAFKA_BROKERS: broker.address,
  KAFKA_PARTITIONS: '4',
  KAFKA_TOPIC: `fixes-${++topics}`,
  ...more,
});

export const open = (
  settings: Record<string, string>,
  tell: (sentence: string) => void = () => undefined,
): FixLog => {
  const log = openFixLog(readSettings(settings).kafka, tell);
  opened.push(log);
  return log;
};

export const follow = async (log: FixLog, follower: LogFollower): Promise<Following> => {
  const following = await log.follow(follower);
  opened.push(following);
  return following;
};

/** As devices do: sends again what was not acknowledged. */
export const appendUntil = async (log: FixLog, records: readonly FixRecord[]): Promise<void> => {
  const isAcknowledged = async (): Promise<boolean> =>
    log.append(records).then(
      () => true,
      (error) => {
        if (!(error instanceof LogUnavailableError)) throw error;
        return false;
      },
    );
  await waitUntil(isAcknowledged, { what: 'the append to be acknowledged' });
};
