import { openFixLog } from '#fix-log';
import { runServer } from '#server';
import { Database, migrate, NetworkPlace, PROCESS_CONNECTIONS, whenStoreUp } from '#store';
import { FixLogStrategy } from './fix-log-strategy.js';
import { TracksModule } from './tracks.module.js';

/** The tracks process: follows Kafka into the store. Those that run share the partitions; the port is for probes only. */
runServer({ name: 'tracks', needs: ['KAFKA_BROKERS', 'DATABASE_URL'] }, async (context) => {
  const { settings, health, metrics, tell, fail, restart } = context;
  const { clock, databaseUrl } = settings;
  const place = new NetworkPlace(settings.networkFile);
  const network = await place.readOrTell(tell);
  const watch = place.watch(() => restart('Another road network is there.'), tell);
  const database = new Database(databaseUrl, { max: PROCESS_CONNECTIONS });
  const fixLog = openFixLog(settings.kafka, tell);
  const strategy = new FixLogStrategy(fixLog);
  void strategy.failed.then(fail);
  const parts = { database, fixLog, strategy, clock, settings, network, health, metrics };
  return {
    imports: [TracksModule.register(parts)],
    prepare: (app) => app.connectMicroservice({ strategy }),
    begin: async (app, signal) => {
      await whenStoreUp(() => migrate(databaseUrl, { keeping: settings.keeping, tell }), { tell, signal });
      await app.startAllMicroservices();
    },
    close: async () => {
      watch.stop();
      await fixLog.close();
      await database.close();
    },
  };
});
