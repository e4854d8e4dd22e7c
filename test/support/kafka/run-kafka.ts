import { parseArgs } from 'node:util';
import { KafkaBroker } from './kafka-broker.js';

/** `npm run kafka [-- --port N]`: a broker without Docker, for trying the distributed way. Its data go with it. */

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '9092' } } });
  const broker = await KafkaBroker.start({ port: Number(values.port) });
  process.stdout.write(
    `Kafka listens: KAFKA_BROKERS=${broker.address} (Ctrl+C ends it and removes its data)\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void broker.dispose());
};

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
