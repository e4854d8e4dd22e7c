import { groupBy } from '../group-by.js';
import { absorbCrossings } from './absorb-crossings.js';
import { attributeSpans, type ContractSpan } from './attribute-spans.js';
import type { DailyReport } from './daily-report.js';
import { type DispatchDraft, draftDispatches, type OpenStandby } from './dispatch-drafts.js';
import { fillRun } from './fill-run.js';
import { movementRuns } from './movement-runs.js';
import { oneReport, type ReportInput, type SpannedDraft } from './one-report.js';
import { activitiesOf } from './pass-activities.js';
import { type PressedStop, pressedStops, withStops } from './pressed-stops.js';
import type { ReportSettings } from './report-settings.js';
import { placelessSpan } from './span-tools.js';

export interface MadeReports {
  /** In order of number. Every second of a dispatch is in exactly one of them. */
  readonly reports: readonly DailyReport[];
  readonly openStandby: readonly OpenStandby[];
}

interface SpanRules {
  readonly settings: ReportSettings;
  readonly stops: readonly PressedStop[];
}

const spansOf = (
  draft: DispatchDraft,
  input: ReportInput,
  { settings, stops }: SpanRules,
): ContractSpan[] => {
  const route = (draft.standbyOrder ?? draft.order)?.routes[0];
  const standby = draft.standby === null ? [] : [placelessSpan('standby', draft.standby)];
  const filled = draft.run === null ? [] : fillRun(draft.run, input.evidence.spans, settings);
  const named = withStops(filled, stops, input.passes);
  const spans = absorbCrossings([...standby, ...named], settings.crossingMs);
  return attributeSpans(spans, {
    machineCode: input.machine.machineCode,
    contracts: input.contracts,
    passes: input.passes,
    crossingMs: settings.crossingMs,
    standbyPlace: route === undefined ? null : input.roads.placeOfRoute(route),
  });
};

const reportsOfDate = (
  input: ReportInput,
  dispatches: readonly SpannedDraft[],
  settings: ReportSettings,
): DailyReport[] => {
  const ids = new Set(dispatches.flatMap(({ spans }) => spans.map(({ contractId }) => contractId)));
  const contracts = input.contracts.filter(({ id }) => ids.has(id));
  return [...contracts, ...(ids.has(null) ? [null] : [])].map((contract) =>
    oneReport(input, dispatches, { contract, settings }),
  );
};

/**
 * The draft reports of one machine, made without anyone pressing anything: one for each business date and contract, and
 * one without contract for what nobody pays. A function of its input only: made again, it gives the same reports.
 */
export const makeReports = (input: ReportInput, settings: ReportSettings): MadeReports => {
  const states = input.workStates.filter(({ vehicleId }) => vehicleId === input.vehicleId);
  const words = { ofFixes: input.evidence.workTypes, states };
  const activities = activitiesOf(input.passes, words, input.roads, settings);
  const stops = pressedStops(states, input.evidence.spans);
  const runs = movementRuns(activities, input.evidence.spans, { gapMs: settings.dispatchGapMs, stops });
  const orders = input.orders.filter(({ vehicleIds }) => vehicleIds.includes(input.vehicleId));
  const { drafts, openStandby } = draftDispatches(runs, orders, input.earlier);
  const dates = groupBy(drafts, ({ businessDate }) => businessDate);
  const reports = [...dates.values()].flatMap((ofDate) =>
    reportsOfDate(
      input,
      ofDate.map((draft, i) => ({
        draft,
        dispatchNo: i + 1,
        spans: spansOf(draft, input, { settings, stops }),
      })),
      settings,
    ),
  );
  return { reports: reports.sort((a, b) => (a.reportNo < b.reportNo ? -1 : 1)), openStandby };
};
