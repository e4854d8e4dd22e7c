import { runServer } from '#server';
import { PublicModule } from './public/public.module.js';
import { WebModule } from './web/web.module.js';

/** The public process: residents' map and open data from the publisher's folder, without database or Kafka. */
runServer({ name: 'public', needs: ['PUBLISH_DIR'] }, async ({ settings, health, metrics }) => ({
  imports: [
    PublicModule.register({ publishDir: settings.publishDir, clock: settings.clock, health, metrics }),
    WebModule.register({ pages: ['/'] }),
  ],
}));
