import { readSettings, SETTINGS, type Settings } from '#config';
import { runUntilStopped } from '#server';
import { isLoopbackHost } from './device-address.js';
import { type EmbeddedServer, startEmbedded } from './start-embedded.js';

const print = (...lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

/** What to run next where nothing is loaded, with the same data folder. */
const printFirstSteps = ({ dataDir }: Settings): void => {
  const isUsual = dataDir === SETTINGS.find(({ key }) => key === 'DATA_DIR')!.fallback;
  const same = isUsual ? '' : `DATA_DIR=${dataDir} `;
  print(
    '',
    '道路網がまだありません。別のターミナルで / no roads yet; in another terminal:',
    '  npm run roads -- import FILE --out roads.network        道路データ / OpenStreetMap, GeoJSON',
    `  ${same}npm run load -- FOLDER --roads roads.network   車両・端末の CSV / example: fixtures/load-example`,
  );
};

const printAddresses = ({ url, staffToken, network }: EmbeddedServer, settings: Settings): void => {
  print(`住民向け / residents  ${url}/`, `職員向け / staff      ${url}/staff?token=${staffToken}`);
  if (isLoopbackHost(settings.host)) {
    print('このコンピューター専用です。電話からも使うには / for phones as well:  HOST=0.0.0.0 npm start');
  }
  if (network === null) printFirstSteps(settings);
};

// Read once: a storm's clock goes on where it was when the server begins anew.
let settings: Settings | undefined;

runUntilStopped(async (restart) => {
  settings ??= readSettings();
  const onNewNetwork = (): void => {
    print('新しい道路網で起動し直します / starting again with the new road network');
    restart();
  };
  const server = await startEmbedded({ settings, onNewNetwork });
  printAddresses(server, settings);
  return server;
});
