import type { ImportReport } from './import-report.js';
import type { TallyEntry } from './import-tally.js';

/** The report as lines for the terminal. */
export function reportText(report: ImportReport): string {
  const lines = [
    `Road network ${report.hash}: ${report.segments} segments, ${km(report.lengthKm)}, ${report.roads} roads, longest segment ${report.longestSegmentM} m`,
    `  by class: ${byWord(report.lengthKmByClass)}`,
    `  by plan class: ${byWord(report.lengthKmByRouteClass)}`,
    `  one-way ${km(report.oneWayKm)}, ${report.bridges} bridge segments, ${report.tunnels} tunnel segments, melting pipes ${km(report.meltingPipeKm)}`,
    `  ${percent(report.largestComponentShare)} of the segments are joined to one another; ${report.components} parts in all`,
    `  ${report.backdropFeatures} features drawn under the roads`,
    ...tally('Left out', report.dropped),
    ...tally('Changed', report.changed),
    ...report.unusedClasses.map(
      ({ line, road }) => `Not used: line ${line} of the classes file, there is no road "${road}"`,
    ),
  ];
  return lines.join('\n');
}

const km = (value: number): string => `${value.toFixed(1)} km`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const byWord = (lengths: Readonly<Record<string, number>>): string =>
  Object.entries(lengths)
    .map(([word, value]) => `${word} ${km(value)}`)
    .join(', ');

function tally(title: string, entries: readonly TallyEntry[]): string[] {
  return entries.map(({ count, meaning, reason, examples }) => {
    return `${title}: ${count} ways, ${meaning} (${reason}; ${examples.slice(0, 3).join(', ')}${count > 3 ? ', …' : ''})`;
  });
}
