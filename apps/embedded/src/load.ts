import { parseArgs } from 'node:util';
import { readSettings, type Settings } from '#config';
import type { Register } from '#domain';
import { type ContractBook, saveContractBook } from '#paperwork';
import { failWith } from '#server';
import { type Database, listContracts, NetworkPlace } from '#store';
import { findDeviceUrl } from './device-address.js';
import { type LoadedAccount, loadAccounts } from './load-accounts.js';
import { assembleRegister } from './load-assemble.js';
import { knownCodes, readContractBook } from './load-contracts.js';
import { readFolder } from './load-folder.js';
import { readKnownRegister } from './load-known.js';
import { checkRoads, installNetwork } from './load-network.js';
import { printAccounts, printCounts, printDevices } from './load-print.js';
import { loadRegister } from './load-register.js';
import { Findings } from './load-sheet.js';
import { openStore } from './open-store.js';

const USAGE = `npm run load -- FOLDER [--roads FILE] [--url URL] [--pages URL] [--renew CODE|all]

  FOLDER       登録ファイル / the register: authorities, contractors, work_zones, vehicles, devices, assignments,
               routes, plan, accounts (.csv, UTF-8 or CP932), work_zones.geojson, and contracts, issuers, recipients,
               paper-settings (.json); any of them may be missing
  --roads FILE 道路網 / a network file of npm run roads: a running server takes it up
  --url URL    端末の送信先 / where devices send to, such as https://plow.example.jp
  --pages URL  利用者がページを開くアドレス(省略時は --url)/ where accounts open their pages; else --url
  --renew CODE トークンを作り直す端末・利用者(all で全部)/ a device or account of the folder whose token is made anew;
               all for each
`;
const MOST_FINDINGS = 50;

interface LoadOptions {
  readonly folder: string | undefined;
  readonly roads: string | undefined;
  readonly url: string | undefined;
  /** Where accounts open their pages. */
  readonly pages: string | undefined;
  /** Codes of devices and accounts, or `all`. */
  readonly renew: readonly string[];
}

const parseOptions = (args: string[]): LoadOptions => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      roads: { type: 'string' },
      url: { type: 'string' },
      pages: { type: 'string' },
      renew: { type: 'string', multiple: true, default: [] },
    },
  });
  const { roads, url, pages, renew } = values;
  const options = {
    folder: positionals[0],
    roads,
    url: checkUrl('--url', url),
    pages: checkUrl('--pages', pages),
    renew,
  };
  if (positionals.length > 1 || (options.folder === undefined && options.roads === undefined)) {
    throw new Error(USAGE);
  }
  return options;
};

const print = (text: string): void => {
  process.stdout.write(text);
};

const printFindings = (findings: readonly Error[]): string => {
  const lines = findings.slice(0, MOST_FINDINGS).map(({ message }) => `- ${message}`);
  if (findings.length > MOST_FINDINGS) {
    const more = findings.length - MOST_FINDINGS;
    lines.push(`- ほか ${more} 件 / and ${more} more`);
  }
  return `${lines.join('\n')}\n`;
};

/** What a folder holds. */
interface Loaded {
  readonly register: Register;
  readonly accounts: readonly LoadedAccount[];
  readonly book: ContractBook;
}

/** Reads and checks the folder. @throws Error that lists every error; nothing is written then. */
const readRegister = async (database: Database, folder: string, settings: Settings): Promise<Loaded> => {
  const findings = new Findings();
  const rows = readFolder(folder, findings);
  const known = await readKnownRegister(database);
  const register = assembleRegister(rows, known);
  const codes = knownCodes(register, known);
  const book = readContractBook(folder, findings, { codes, stored: await listContracts(database) });
  const network = await new NetworkPlace(settings.networkFile).read();
  if (network !== null) checkRoads(network, rows);
  if (findings.warnings.length > 0) print(`注意 / warnings:\n${printFindings(findings.warnings)}`);
  if (findings.errors.length === 0)
    return { register, book, accounts: rows.accounts.map(({ value }) => value) };
  throw new Error(
    `${printFindings(findings.errors)}誤りが ${findings.errors.length} 件あります。何も登録していません。\n` +
      `${findings.errors.length} errors; nothing was loaded.`,
  );
};

/** @throws Error for what is no address that devices or people can open. */
const checkUrl = (option: string, url: string | undefined): string | undefined => {
  if (url === undefined) return undefined;
  if (/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) return url.replace(/\/+$/, '');
  throw new Error(`${option} ${url} cannot be used: give an address such as https://plow.example.jp.`);
};

/** Which devices and accounts get another token. @throws Error for one that the folder does not name. */
const renewalOf = (renew: readonly string[], { register, accounts }: Loaded): ((code: string) => boolean) => {
  const codes = new Set([...register.devices, ...accounts].map(({ code }) => code));
  const unknown = renew.find((code) => code !== 'all' && !codes.has(code));
  if (unknown === undefined) return (code) => renew.includes('all') || renew.includes(code);
  throw new Error(
    `端末「${unknown}」は devices.csv にも accounts.csv にもありません。--renew にはそこの番号か all を指定してください。\n` +
      `  There is no device "${unknown}" in devices.csv, nor in accounts.csv: give --renew one of their codes, or all.`,
  );
};

const loadFolder = async (folder: string, settings: Settings, options: LoadOptions): Promise<void> => {
  const database = await openStore(settings);
  try {
    const loaded = await readRegister(database, folder, settings);
    const { register, book } = loaded;
    const url = options.url ?? (await findDeviceUrl(settings));
    const isRenewed = renewalOf(options.renew, loaded);
    const tokens = await loadRegister(database, register, isRenewed);
    const accounts = await loadAccounts(database, loaded.accounts, isRenewed);
    const stamp = { by: 'npm run load', at: settings.clock.now() };
    await database.transaction((tx) => saveContractBook(tx, book, stamp));
    print(printCounts(register, book.contracts.length) + printDevices(tokens, url));
    print(printAccounts(accounts, options.pages ?? url));
  } finally {
    await database.close();
  }
};

const main = async (): Promise<void> => {
  const options = parseOptions(process.argv.slice(2));
  const settings = readSettings();
  if (options.roads !== undefined) {
    const network = await installNetwork(settings, options.roads);
    print(
      `道路網 ${network.hash}(${network.segmentCount} 区間)を置きました。動いているサーバーもすぐに使います。\n` +
        `Network ${network.hash} (${network.segmentCount} segments) is in place; a running server takes it up.\n`,
    );
  }
  if (options.folder !== undefined) {
    await loadFolder(options.folder, settings, options);
  }
};

main().catch(failWith);
