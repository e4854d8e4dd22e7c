import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UnreadableBundleError } from './bundle-faults.js';
import { type Verification, verifyBundle } from './verify-bundle.js';

const USAGE = `npm run verify -- settlement.zip [--root HASH] [--json]

  settlement.zip 精算の zip / an exported settlement; no database is needed
  --root HASH    書類に印刷されたハッシュ / the root hash printed on the issued PDF: only with it is the origin proven
  --json         結果を JSON で / the result as JSON

  終了コード / exit: 0 一致 consistent, 1 不一致 a difference, 2 読めない unreadable
`;
const EXIT = { original: 0, consistent: 0, differs: 1, unreadable: 2 } as const;
const MOST_FAULTS = 20;

const VERDICT = {
  original: '一致しました。印刷されたハッシュと合う原本です。/ Consistent, and the bundle that was issued.',
  consistent:
    '整合しています。発行元は確かめていません(--root で確かめられます)。/ consistent, origin not proven (give --root to prove it).',
  differs: '一致しません。/ It differs.',
} as const;

const print = ({ faults, ...result }: Verification): string => {
  const head = `${result.contractId} ${result.month ?? '年度末精算 / season'}: ${result.totalYen.toLocaleString('en')} 円 / yen, 明細 ${result.lines} 行 / lines`;
  const base = `測位 ${result.fixes} 件 / fixes, 通過 ${result.passes} 件 / passes\nroot ${result.rootHash}`;
  const told = faults.slice(0, MOST_FAULTS).map(({ ja, en }) => `- ${ja}\n  ${en}`);
  if (faults.length > MOST_FAULTS) told.push(`- ほか ${faults.length - MOST_FAULTS} 件 / and more`);
  const left = result.paidAlthoughChanged.map(
    (reportNo) =>
      `- 日報「${reportNo}」は承認後の測位を除いて支払う判断があります。/ "${reportNo}" is paid by decision as approved.`,
  );
  return [head, base, ...told, ...left, VERDICT[result.verdict]].join('\n');
};

const readZip = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = (error as Error).message;
    throw new UnreadableBundleError(`${file} を開けません(${why})。`, `${file} cannot be opened (${why}).`);
  }
};

const main = (): number => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true || positionals.length !== 1) {
    process.stdout.write(USAGE);
    return values.help === true ? 0 : EXIT.unreadable;
  }
  try {
    const result = verifyBundle(readZip(positionals[0]), values.root ?? null);
    process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : print(result)}\n`);
    return EXIT[result.verdict];
  } catch (error) {
    if (!(error instanceof UnreadableBundleError)) throw error;
    const { ja, en } = error;
    if (values.json) process.stdout.write(`${JSON.stringify({ verdict: 'unreadable', ja, en }, null, 2)}\n`);
    else process.stderr.write(`${ja}\n  ${en}\n`);
    return EXIT.unreadable;
  }
};

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = EXIT.unreadable;
}
