import { chainFixes, fixFileOf } from '#domain';
import { type BundleFault, bundleFault } from './bundle-faults.js';
import type { ReadBundle } from './read-bundle.js';

/** Are the fixes of every machine and day those that its chain was made from? */
export const checkChains = ({ bundle, days }: ReadBundle): BundleFault[] =>
  days.flatMap(({ machineCode, date, fixes }, i) => {
    const known = bundle.chains[i];
    const chain = chainFixes(machineCode, date, fixes);
    if (chain.head === known.head && chain.fixCount === known.fixCount && chain.version === known.version)
      return [];
    return [
      bundleFault(
        'chain_differs',
        `機械「${machineCode}」の ${date} の測位(${fixFileOf({ machineCode, date })}、${fixes.length} 件)が、記録された連鎖(${known.fixCount} 件)と合いません。`,
        `The ${fixes.length} fixes of machine "${machineCode}" on ${date} (${fixFileOf({ machineCode, date })}) are not those of their chain (${known.fixCount}).`,
      ),
    ];
  });
