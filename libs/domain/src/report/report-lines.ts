import { type PayCalendar, type SpanPiece, SpanSplitter } from '../calendar/split-span.js';
import { groupBy } from '../group-by.js';
import { shareByWeight } from '../money/share-by-weight.js';
import type { Pass } from '../pass/pass.js';
import { KIND_OF_WORK } from '../pass/work-timeline.js';
import type { ReportLine } from './daily-report.js';
import type { ReportRoads, RoadWords } from './report-roads.js';
import type { ReportSpan } from './report-span.js';
import { isSamePlace } from './span-tools.js';

/** What lines are made with: the contract's bands (null: no contract), and the roads. */
export interface LineContext {
  readonly calendar: PayCalendar | null;
  readonly roads: ReportRoads;
}

/** A piece of work within one band, with its part of the span's metres. */
interface WorkPiece {
  readonly span: ReportSpan;
  readonly timeBand: string | null;
  readonly dayType: SpanPiece['dayType'] | null;
  readonly seconds: number;
  readonly coveredCm: number;
}

/** Of work on roads that no route names: its owner and zone say where it was. */
const OFF_ROUTE: RoadWords = { routeNo: '', routeName: '', routeClass: 'none' };

const piecesOf = (span: ReportSpan, splitter: SpanSplitter | null): WorkPiece[] => {
  const plain = { span, timeBand: null, dayType: null, coveredCm: span.coveredCm };
  if (splitter === null) return [{ ...plain, seconds: (span.endAt - span.startAt) / 1000 }];
  const pieces = splitter.split(span);
  const code = (i: number): string => String(i).padStart(4, '0');
  const metres = shareByWeight(
    span.coveredCm,
    pieces.map(({ seconds }, i) => ({ code: code(i), weight: seconds })),
  );
  return pieces.map(({ timeBand, dayType, seconds }, i) => ({
    span,
    timeBand,
    dayType,
    seconds,
    coveredCm: metres.get(code(i))!,
  }));
};

const keyOf = ({ span, timeBand, dayType }: WorkPiece): string =>
  [span.ownerCode, span.workZoneCode, span.routeCode, span.workType, timeBand, dayType].join('\n');

/** The ends of the line's own road: a crossing that stands under it lies on another one. */
const sectionOf = (
  pieces: readonly WorkPiece[],
  passes: readonly Pass[],
  roads: ReportRoads,
): ReportLine['section'] => {
  const segments = pieces.flatMap(({ span }) =>
    passes
      .slice(span.passFrom, span.passTo)
      .map(({ segment }) => segment)
      .filter((segment) => isSamePlace(roads.placeOf(segment), span)),
  );
  if (segments.length === 0) return null;
  const fromSegment = segments.reduce((a, b) => Math.min(a, b));
  const toSegment = segments.reduce((a, b) => Math.max(a, b));
  return { fromSegment, toSegment, ...roads.endsOf(fromSegment, toSegment) };
};

const lineOf = (pieces: readonly WorkPiece[], passes: readonly Pass[], roads: ReportRoads): ReportLine => {
  const { span, timeBand, dayType } = pieces[0];
  const section = sectionOf(pieces, passes, roads);
  const coveredCm = pieces.reduce((sum, piece) => sum + piece.coveredCm, 0);
  return {
    ...(section === null || span.routeCode === null ? OFF_ROUTE : roads.wordsOf(section.fromSegment)),
    ownerCode: span.ownerCode,
    routeCode: span.routeCode,
    workZoneCode: span.workZoneCode,
    section,
    workType: span.workType!,
    timeBand,
    dayType,
    seconds: pieces.reduce((sum, piece) => sum + piece.seconds, 0),
    coveredCm,
    clearedCm: KIND_OF_WORK[span.workType!] === 'plowed' ? coveredCm : 0,
  };
};

/** The work of some spans as lines: owner × zone × route × work type × time band, in order of first appearance. */
export const linesOf = (
  spans: readonly ReportSpan[],
  passes: readonly Pass[],
  { calendar, roads }: LineContext,
): ReportLine[] => {
  const splitter = calendar === null ? null : new SpanSplitter(calendar);
  const pieces = spans
    .filter(({ activity }) => activity === 'work')
    .flatMap((span) => piecesOf(span, splitter));
  return [...groupBy(pieces, keyOf).values()].map((group) => lineOf(group, passes, roads));
};
