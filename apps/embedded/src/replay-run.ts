import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, readSettings, stormClock } from '#config';
import { type Register, type RoadNetwork, SegmentIndex } from '#domain';
import { type Database, listVehicles } from '#store';
import type { VehicleTrack } from '#wire';
import { loadRegister } from './load-register.js';
import { orderOut } from './replay-order.js';
import { type Session, type Span, sessionsOf, spansOf } from './replay-score.js';
import { type SentCounts, sendRecordedStorm } from './replay-send.js';
import type { ReplayFix, ReplayStorm } from './replay-storm.js';
import { type EmbeddedServer, startEmbedded } from './start-embedded.js';

export interface ReplayRun {
  readonly server: EmbeddedServer;
  /** The clock of the server. */
  readonly clock: Clock;
  readonly sent: SentCounts;
  /** Fixes in the store, and those kept aside with a reason. */
  readonly stored: number;
  readonly rejected: number;
  readonly sendS: number;
  readonly matchS: number;
  readonly sessions: readonly Session[];
}

export interface ReplayOptions {
  readonly network: RoadNetwork;
  /** Storm seconds a second; Infinity sends everything at once. */
  readonly speed: number;
  readonly dataDir: string;
  readonly port: number;
  report(text: string): void;
}

/** A session's fixes lie no further from a road than this. */
const NEAR_M = 60;
/** After this silence a vehicle's track is closed (contracts: Time). */
const TRACK_CLOSES_MS = 5 * 60_000;
const POLL_MS = 500;
const STUCK_AFTER_MS = 180_000;

/** Speed of the clock after a storm that is sent at once: the silence that closes the tracks passes in seconds. */
const AFTER_STORM_SPEED = 60;

/** At full speed the storm is over when it is sent; else the clock runs through it. */
const clockOf = (storm: ReplayStorm, speed: number): Clock =>
  Number.isFinite(speed)
    ? stormClock(storm.fromAt, speed)
    : stormClock(storm.toAt + TRACK_CLOSES_MS, AFTER_STORM_SPEED);

const registerOf = (storm: ReplayStorm): Register => ({
  authorities: [],
  contractors: [],
  workZones: [],
  vehicles: storm.trucks.map(({ code }) => ({
    code,
    name: code,
    contractorCode: null,
    authorityCode: null,
    machineType: '',
    machineSpec: '',
    ownership: 'client_lent',
    plateNo: '',
    depotLatE6: null,
    depotLngE6: null,
  })),
  devices: storm.trucks.map(({ code }) => ({ code })),
  assignments: storm.trucks.map(({ code }) => ({ deviceCode: code, vehicleCode: code, fromAt: 0 })),
  routes: [],
});

const start = (storm: ReplayStorm, options: ReplayOptions, clock: Clock): Promise<EmbeddedServer> => {
  const { dataDir, port, network } = options;
  const settings = {
    ...readSettings(),
    dataDir,
    databaseUrl: '',
    publishDir: `${dataDir}/public`,
    port,
    clock,
  };
  options.report(`${storm.file}: 起動しています / starting the server…`);
  return startEmbedded({ settings, network, staffToken: randomBytes(16).toString('base64url'), quiet: true });
};

/** Reports every 5 % of the fixes. */
const reportTwentieths = (storm: ReplayStorm, { report }: ReplayOptions): ((sent: number) => void) => {
  let reported = 0;
  return (sent) => {
    const twentieths = Math.floor((sent * 20) / storm.fixCount);
    if (twentieths > reported) report(`送信 / sent ${sent} of ${storm.fixCount} fixes`);
    reported = Math.max(reported, twentieths);
  };
};

interface Backlog {
  marks: number;
  open: number;
  tracks: number;
}

const readBacklog = async (database: Database): Promise<Backlog> => {
  const [backlog] = await database.query<Backlog>(
    `SELECT (SELECT count(*) FROM track_mark) AS marks, count(*) FILTER (WHERE NOT closed) AS open,
       count(*) AS tracks FROM track`,
  );
  return backlog;
};

/** Waits until every track is closed and matched. @throws Error when nothing moves any more. */
const waitForMatching = async (database: Database, { report }: ReplayOptions): Promise<void> => {
  let last = '';
  for (let stillMs = 0; stillMs < STUCK_AFTER_MS; stillMs += POLL_MS) {
    const { marks, open, tracks } = await readBacklog(database);
    if (marks === 0 && open === 0) return;
    const state = `照合中 / matching: ${marks} vehicles marked, ${open} of ${tracks} tracks open`;
    if (state !== last) {
      stillMs = 0;
      report(state);
    }
    last = state;
    await pause(POLL_MS);
  }
  throw new Error(`Matching does not get on (${last}): see the log above.`);
};

const readSpan = async (server: EmbeddedServer, id: number, span: Span): Promise<VehicleTrack> => {
  const query = new URLSearchParams({
    from: new Date(span.fromAt).toISOString(),
    to: new Date(span.toAt + 1).toISOString(),
  });
  const response = await fetch(`${server.url}/api/vehicles/${id}/track?${query}`, {
    headers: { authorization: `Bearer ${server.staffToken}` },
  });
  if (response.ok) return (await response.json()) as VehicleTrack;
  throw new Error(`The track of vehicle ${id} was answered ${response.status}: ${await response.text()}`);
};

/** A vehicle's whole track, asked for in parts that cut no run of fixes. */
const readTrack = async (
  server: EmbeddedServer,
  id: number,
  fixes: readonly ReplayFix[],
): Promise<VehicleTrack> => {
  const parts: VehicleTrack[] = [];
  for (const span of spansOf(fixes)) parts.push(await readSpan(server, id, span));
  return {
    vehicleId: id,
    fixes: parts.flatMap((part) => part.fixes),
    path: parts.flatMap((part) => part.path),
  };
};

const readSessions = async (
  server: EmbeddedServer,
  storm: ReplayStorm,
  network: RoadNetwork,
): Promise<Session[]> => {
  const index = new SegmentIndex(network);
  const isNear = ({ lng, lat }: ReplayFix): boolean =>
    index.nearestSegment(Math.round(lng * 1e6), Math.round(lat * 1e6), NEAR_M) >= 0;
  const ids = new Map((await listVehicles(server.database)).map(({ code, id }) => [code, id]));
  const sessions: Session[] = [];
  for (const truck of storm.trucks) {
    sessions.push(...sessionsOf(truck, await readTrack(server, ids.get(truck.code)!, truck.fixes), isNear));
  }
  return sessions;
};

const countStored = async (database: Database): Promise<{ stored: number; rejected: number }> => {
  const [counts] = await database.query<{ stored: number; rejected: number }>(
    'SELECT (SELECT count(*) FROM fix) AS stored, (SELECT count(*) FROM rejected_fix) AS rejected',
  );
  return counts;
};

/** Replays a recorded storm on a server of its own, which goes on running: the caller stops it. */
export const replayStorm = async (storm: ReplayStorm, options: ReplayOptions): Promise<ReplayRun> => {
  const clock = clockOf(storm, options.speed);
  const server = await start(storm, options, clock);
  try {
    const devices = await loadRegister(server.database, registerOf(storm));
    await orderOut(storm, server);
    const tokens = new Map(devices.map(({ code, token }) => [code, token]));
    const startedAt = performance.now();
    const onProgress = reportTwentieths(storm, options);
    const sent = await sendRecordedStorm(storm, { url: server.url, tokens, clock, onProgress });
    const sentAt = performance.now();
    await waitForMatching(server.database, options);
    const matchedAt = performance.now();
    const counts = await countStored(server.database);
    const sessions = await readSessions(server, storm, options.network);
    return {
      server,
      clock,
      sent,
      ...counts,
      sendS: (sentAt - startedAt) / 1000,
      matchS: (matchedAt - sentAt) / 1000,
      sessions,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
};

/** Serves what was replayed once more from its folder, at the pace of life: at the replay's speed it would soon be old. */
export const showReplay = async (
  storm: ReplayStorm,
  { server, clock }: ReplayRun,
  options: ReplayOptions,
): Promise<EmbeddedServer> => {
  await server.stop();
  return start(storm, options, stormClock(clock.now(), 1));
};
