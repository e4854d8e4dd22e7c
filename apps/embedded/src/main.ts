import { readSettings, type Settings } from '#config';
import { runUntilStopped } from '#server';
import { type EmbeddedServer, startEmbedded } from './start-embedded.js';

const print = (...lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

const printAddresses = ({ url, staffToken, network }: EmbeddedServer, { networkFile }: Settings): void => {
  print(`住民向け / residents  ${url}/`, `職員向け / staff      ${url}/staff?token=${staffToken}`);
  if (network !== null) return;
  print(
    `道路網がまだありません / no road network yet:  npm run roads -- import FILE --out ${networkFile}`,
    '車両と端末の登録 / vehicles and devices:        npm run load -- FOLDER',
  );
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
