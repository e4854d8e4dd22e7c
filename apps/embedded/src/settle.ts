import { readSettings } from '#config';
import { failWith } from '#server';
import { NetworkPlace } from '#store';
import { openStore } from './open-store.js';
import { parseSettleOptions, type SettleOptions, USAGE, UsageError } from './settle-options.js';
import { printSettled } from './settle-print.js';
import { settleAll } from './settle-run.js';

const run = async (options: SettleOptions): Promise<number> => {
  const settings = readSettings();
  const network = await new NetworkPlace(settings.networkFile).read();
  if (network === null)
    throw new Error(
      `道路網が ${settings.networkFile} にありません。npm run load -- --roads で置いてください。\n` +
        `  There is no road network at ${settings.networkFile}: put one there with npm run load -- --roads.`,
    );
  const database = await openStore(settings);
  try {
    const parts = { database, network };
    const { bundles, clock } = settings;
    const result = await settleAll({ parts, options, bundles, at: clock.now() });
    process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : printSettled(result));
    return result.contracts.every(({ done }) => done) && result.waiting.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
};

const main = async (): Promise<void> => {
  try {
    const options = parseSettleOptions(process.argv.slice(2));
    if (options === null) process.stdout.write(USAGE);
    else process.exitCode = await run(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
};

main().catch(failWith);
