import { openFixLog } from '#fix-log';
import { runServer } from '#server';
import { Database, migrate, PROCESS_CONNECTIONS, whenStoreUp } from '#store';
import { IngestModule } from './ingest.module.js';

/** The ingest process: devices' fixes into Kafka. Any number of them may run. */
runServer({ name: 'ingest', needs: ['KAFKA_BROKERS', 'DATABASE_URL'] }, async (context) => {
  const { settings, health, metrics, tell } = context;
  const { clock, databaseUrl } = settings;
  const database = new Database(databaseUrl, { max: PROCESS_CONNECTIONS });
  const fixLog = openFixLog(settings.kafka, tell);
  return {
    imports: [IngestModule.register({ database, fixLog, clock, settings, health, metrics })],
    begin: (_app, signal) => whenStoreUp(() => migrate(databaseUrl), { tell, signal }),
    close: async () => {
      await fixLog.close();
      await database.close();
    },
  };
});
