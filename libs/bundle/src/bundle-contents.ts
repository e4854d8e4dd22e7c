import {
  BUNDLE_FILES,
  BUNDLE_MANIFEST_FILE,
  BUNDLE_NETWORK_FILE,
  type BundleManifest,
  bundleFile,
  canonicalJson,
  encodeNetwork,
  type Fix,
  type FixChain,
  fixFileOf,
  manifestOf,
  type RoadNetwork,
  type SettlementBundle,
} from '#domain';

/** A machine's fixes of one day in Japan. */
export interface FixesOfDay extends Pick<FixChain, 'machineCode' | 'date'> {
  readonly fixes: readonly Fix[];
}

/** All that goes into a bundle. */
export interface BundleContents {
  readonly bundle: SettlementBundle;
  readonly network: RoadNetwork;
  readonly days: readonly FixesOfDay[];
}

/** Files of a bundle by path. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${canonicalJson(value)}\n`).join('');

/** Fields of a fix that leave the store with it. */
const plainFix = ({
  deviceId,
  vehicleId,
  fixAt,
  seq,
  latE6,
  lngE6,
  speedMps,
  headingDeg,
  accuracyM,
  blade,
  spreader,
  workType,
  isMock,
  sentAt,
  receivedAt,
}: Fix): Fix => ({
  deviceId,
  vehicleId,
  fixAt,
  seq,
  latE6,
  lngE6,
  speedMps,
  headingDeg,
  accuracyM,
  blade,
  spreader,
  workType,
  isMock,
  sentAt,
  receivedAt,
});

const textsOf = ({ bundle, days }: BundleContents): [string, string][] => [
  ...(Object.keys(BUNDLE_FILES) as (keyof SettlementBundle)[]).map((field): [string, string] => {
    const path = BUNDLE_FILES[field];
    const value = bundle[field];
    return [path, path.endsWith('.jsonl') ? lines(value as readonly unknown[]) : canonicalJson(value)];
  }),
  ...days.map((day): [string, string] => [fixFileOf(day), lines(day.fixes.map(plainFix))]),
];

/** The files of a bundle, its manifest last, with the manifest. Equal contents give equal bytes. */
export const bundleFiles = (contents: BundleContents): { files: BundleFiles; manifest: BundleManifest } => {
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>(
    textsOf(contents).map(([path, text]) => [path, encoder.encode(text)]),
  );
  files.set(BUNDLE_NETWORK_FILE, encodeNetwork(contents.network));
  const manifest = manifestOf(
    contents.bundle.settlement,
    [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => bundleFile(path, bytes)),
  );
  files.set(BUNDLE_MANIFEST_FILE, encoder.encode(canonicalJson(manifest)));
  return { files, manifest };
};
