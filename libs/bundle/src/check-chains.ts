import { chainFixes, type FixChain, fixFileOf } from '#domain';
import type { FixesOfDay } from './bundle-contents.js';
import { type BundleFault, bundleFault } from './bundle-faults.js';
import type { ReadBundle } from './read-bundle.js';

const checkDay = ({ machineCode, date, fixes }: FixesOfDay, known: FixChain): BundleFault[] => {
  const chain = chainFixes(machineCode, date, fixes);
  if (chain.head === known.head && chain.fixCount === known.fixCount && chain.version === known.version)
    return [];
  const file = fixFileOf({ machineCode, date });
  return [
    bundleFault(
      'chain_differs',
      `機械「${machineCode}」の ${date} の測位(${file}、${fixes.length} 件)が、記録された連鎖(${known.fixCount} 件)と合いません。`,
      `The ${fixes.length} fixes of machine "${machineCode}" on ${date} (${file}) are not those of their chain (${known.fixCount}).`,
    ),
  ];
};

const withoutChain = (file: string): BundleFault =>
  bundleFault(
    'chain_differs',
    `測位のファイル「${file}」には記録された連鎖がありません。`,
    `The fixes in "${file}" have no chain.`,
  );

/** Are the fixes of every machine and day those that its chain was made from, and has every file of fixes its chain? */
export const checkChains = ({ bundle, days, files }: ReadBundle): BundleFault[] => {
  const chained = new Set(days.map(fixFileOf));
  const unchained = [...files.keys()].filter((path) => path.startsWith('fixes/') && !chained.has(path));
  return [...days.flatMap((day, i) => checkDay(day, bundle.chains[i])), ...unchained.map(withoutChain)];
};
