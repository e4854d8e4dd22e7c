import { readSettings } from '#config';
import { failWith, stopOnSignals } from '#server';
import { startEmbedded } from './start-embedded.js';

const main = async (): Promise<void> => {
  const server = await startEmbedded({ settings: readSettings() });
  stopOnSignals(() => server.stop());
  const lines = [
    `住民向け / residents  ${server.url}/`,
    `職員向け / staff      ${server.url}/staff?token=${server.staffToken}`,
  ];
  if (server.network === null) {
    lines.push(
      '道路網がまだありません / no road network yet:  npm run roads -- import FILE --out .data/current.network',
      '車両と端末の登録 / vehicles and devices:        npm run load -- FOLDER',
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
};

main().catch(failWith);
