import { runServer } from '#server';
import { Database, migrate, NetworkPlace, PROCESS_CONNECTIONS, whenStoreUp } from '#store';
import { PublicModule } from './public/public.module.js';
import { StaffModule } from './staff/staff.module.js';
import { serveStaffDocs } from './staff/staff-docs.js';
import { StaffLife } from './staff/staff-life.js';
import { getStaffToken, staffTokenFile } from './staff/staff-token.js';
import { WebModule } from './web/web.module.js';

const NEEDS = ['DATABASE_URL', ['STAFF_TOKEN', 'DATA_DIR']];

/**
 * The staff process: staff plane, staff page and publisher. It also serves what it published, so that the page has a
 * map although the public process may be overrun.
 */
runServer({ name: 'staff', needs: NEEDS }, async (context) => {
  const { settings, health, metrics, tell, restart } = context;
  const { clock, databaseUrl, dataDir, publishDir } = settings;
  const place = new NetworkPlace(settings.networkFile);
  const network = await place.readOrTell(tell);
  const watch = place.watch(() => restart('Another road network is there.'), tell);
  const database = new Database(databaseUrl, { max: PROCESS_CONNECTIONS });
  const staffToken = getStaffToken(dataDir, settings.staffToken);
  if (settings.staffToken === '') tell(`The staff token is in ${staffTokenFile(dataDir)}.`);
  return {
    imports: [
      StaffModule.register({ database, clock, settings, network, staffToken, health, metrics }),
      PublicModule.register({ publishDir, clock, health, metrics }),
      WebModule.register({ pages: ['/staff', '/driver', '/paper'] }),
    ],
    prepare: serveStaffDocs,
    begin: async (app, signal) => {
      await whenStoreUp(() => migrate(databaseUrl), { tell, signal });
      await whenStoreUp(() => app.get(StaffLife).begin(), { tell, signal });
    },
    close: async () => {
      watch.stop();
      await database.close();
    },
  };
});
