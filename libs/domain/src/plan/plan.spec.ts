import { street, wobbleOf } from '../../../../test/support/hand-built-drives.js';
import type { DispatchOrder, Storm } from '../events.js';
import { buildNetwork } from '../network/build-network.js';
import type { RoadWay } from '../network/road-way.js';
import type { Route } from '../register.js';
import { currentStorm } from './current-storm.js';
import { effectivePlan, isInPlan, routeClassOf } from './effective-plan.js';
import { openOrders } from './open-orders.js';
import { SnowGauge } from './snow-gauge.js';

const HOUR = 3_600_000;

const way = (id: string, routeClass: RoadWay['routeClass'], lat: number): RoadWay => ({
  ...street(id, []),
  coords: [
    [136.6, lat],
    [136.6008, lat],
  ],
  routeClass,
});

const route = (
  code: string,
  routeClass: Route['routeClass'],
  roadKeys: string[],
  thresholdCm: number | null,
) => ({
  code,
  name: code,
  routeClass,
  authorityCode: null,
  contractorCode: null,
  workZoneCode: null,
  roadKeys,
  thresholdCm,
  position: 0,
});

describe('effectivePlan', () => {
  const { network } = buildNetwork(
    [way('A', 'none', 36.5), way('B', 'city_2', 36.6), way('C', 'none', 36.7)],
    {
      source: 'test',
    },
  );
  const segmentOfRoad = (name: string): number =>
    network.roadOf.findIndex((road) => network.roads[road].name === name);

  it('takes the highest route that names the road, else the class of the network', () => {
    const routes = [route('R3', 'city_3', ['A'], null), route('R1', 'city_1', ['A'], 8)];
    const plan = effectivePlan(network, routes, { city_2: 12 });
    const [a, b, c] = ['A', 'B', 'C'].map(segmentOfRoad);
    expect([a, b, c].map((s) => routeClassOf(plan, s))).toEqual(['city_1', 'city_2', 'none']);
    expect([a, b, c].map((s) => plan.thresholdCm[s])).toEqual([8, 12, 10]);
    expect([a, b, c].map((s) => plan.routeIndex[s])).toEqual([1, -1, -1]);
    expect([a, b, c].map((s) => isInPlan(plan, s))).toEqual([true, true, false]);
  });

  it('tells roads of one number and different kinds apart', () => {
    const roads = buildNetwork(
      [
        { ...way('national', 'none', 36.5), ref: '8', roadClass: 'trunk' },
        { ...way('prefectural', 'none', 36.6), ref: '8', roadClass: 'secondary' },
      ],
      { source: 'test' },
    ).network;
    const routes = [route('R1', 'state_main', ['国道8号'], null), route('R2', 'pref_2', ['県道8号'], null)];
    const plan = effectivePlan(roads, routes, {});
    const named = (name: string): number => roads.roadOf.findIndex((road) => roads.roads[road].name === name);
    expect(['national', 'prefectural'].map((name) => plan.routeIndex[named(name)])).toEqual([0, 1]);
  });
});

describe('SnowGauge', () => {
  it('spreads snow evenly and takes the heaviest of overlapping reports', () => {
    const gauge = new SnowGauge([
      { area: 'all', fromAt: 0, toAt: 4 * HOUR, newSnowCm: 8 },
      { area: 'all', fromAt: 2 * HOUR, toAt: 4 * HOUR, newSnowCm: 6 },
      { area: 'Z1', fromAt: 0, toAt: HOUR, newSnowCm: 5 },
    ]);
    expect(gauge.newSnowCm('all', 0, 4 * HOUR)).toBe(10);
    expect(gauge.newSnowCm('all', HOUR, 3 * HOUR)).toBe(5);
    expect(gauge.newSnowCm('Z1', 0, HOUR)).toBe(5);
    expect(gauge.newSnowCm('Z1', HOUR, 4 * HOUR)).toBe(8);
    expect(gauge.newSnowCm('all', 4 * HOUR, 9 * HOUR)).toBe(0);
  });

  it('reaches a threshold exactly', () => {
    const tenths = Array.from({ length: 100 }, (_, i) => ({
      area: 'all',
      fromAt: i * 7_001,
      toAt: (i + 1) * 7_001,
      newSnowCm: 0.1,
    }));
    expect(new SnowGauge(tenths).newSnowCm('all', 0, HOUR)).toBe(10);
  });
});

describe('currentStorm', () => {
  const storms: Storm[] = [
    { area: 'all', startedAt: 0, endedAt: 10 * HOUR },
    { area: 'Z1', startedAt: 5 * HOUR, endedAt: null },
  ];

  it('is the newest one of the area that has begun and not ended', () => {
    const startOf = (area: string, at: number): number | undefined =>
      currentStorm(storms, area, at, 0)?.startedAt;
    expect(startOf('Z1', 4 * HOUR)).toBe(0);
    expect(startOf('Z1', 6 * HOUR)).toBe(5 * HOUR);
    expect(startOf('Z2', 6 * HOUR)).toBe(0);
    expect(startOf('Z2', 10 * HOUR)).toBeUndefined();
    expect(startOf('all', -1)).toBeUndefined();
  });

  it('is the last one for a while after its end, but never before one that is on', () => {
    const startOf = (area: string, at: number): number | undefined =>
      currentStorm([...storms, { area: 'Z2', startedAt: 8 * HOUR, endedAt: 9 * HOUR }], area, at, 2 * HOUR)
        ?.startedAt;
    expect(startOf('all', 12 * HOUR - 1)).toBe(0);
    expect(startOf('all', 12 * HOUR)).toBeUndefined();
    expect(startOf('Z2', 9 * HOUR)).toBe(0);
    expect(startOf('Z2', 10 * HOUR)).toBe(8 * HOUR);
    expect(startOf('Z1', 11 * HOUR)).toBe(5 * HOUR);
  });
});

describe('openOrders', () => {
  const order = (id: number, kind: DispatchOrder['kind'], orderedAt: number, vehicleIds: number[]) => ({
    id,
    kind,
    routes: ['R1'],
    vehicleIds,
    orderedAt,
    targetFinishAt: orderedAt + 5 * HOUR,
  });

  it('gives the newest target and every vehicle sent since the storm began', () => {
    const orders = [
      order(4, 'support_order', 3 * HOUR, [9]),
      order(1, 'city_order', -HOUR, [1]),
      order(2, 'city_order', HOUR, [7]),
      order(3, 'standby_order', 2 * HOUR, [8]),
      order(5, 'city_order', 9 * HOUR, [5]),
    ];
    const open = openOrders(orders, 0, 4 * HOUR);
    expect(open.get('R1')).toMatchObject({ newest: { id: 4 }, vehicleIds: [7, 9] });
    expect(open.get('R2')).toBeUndefined();
  });

  it('does not depend on which of two orders of one instant was recorded first', () => {
    const early = { ...order(1, 'city_order', HOUR, [7]), targetFinishAt: 3 * HOUR };
    const late = { ...order(2, 'city_order', HOUR, [8]), targetFinishAt: 6 * HOUR };
    const swapped = [
      { ...late, id: 1 },
      { ...early, id: 2 },
    ];
    for (const orders of [[early, late], [late, early], swapped]) {
      const open = openOrders(orders, 0, 4 * HOUR).get('R1')!;
      expect(open.newest.targetFinishAt).toBe(3 * HOUR);
      expect([...open.vehicleIds].sort()).toEqual([7, 8]);
    }
  });
});

describe('snow and storms', () => {
  it.each([1, 2, 3, 4, 5])('say the same in any order of arrival, seed %i', (seed) => {
    const wobble = wobbleOf(seed);
    const whole = (count: number): number => Math.floor(((wobble() + 1) / 2) * count);
    const area = (): string => ['all', 'Z1', 'Z2'][whole(3)];
    const snowfalls = Array.from({ length: 30 }, () => {
      const fromAt = whole(40) * HOUR;
      return { area: area(), fromAt, toAt: fromAt + (1 + whole(5)) * HOUR, newSnowCm: 1 + whole(20) };
    });
    const storms = Array.from({ length: 8 }, (_, i): Storm => {
      const startedAt = (5 * i + whole(3)) * HOUR;
      return { area: area(), startedAt, endedAt: whole(3) === 0 ? null : startedAt + (1 + whole(9)) * HOUR };
    });
    const shuffled = <T>(items: readonly T[]): T[] =>
      items
        .map((item) => ({ item, key: wobble() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
    const asked = ['all', 'Z1', 'Z2'].flatMap((each) =>
      [7, 19, 30, 44].map((hour) => [each, hour * HOUR] as const),
    );
    const answers = (snow: typeof snowfalls, known: readonly Storm[]): unknown[] => {
      const gauge = new SnowGauge(snow);
      return asked.map(([each, at]) => [
        gauge.newSnowCm(each, at - 9 * HOUR, at),
        currentStorm(known, each, at, 24 * HOUR)?.startedAt,
      ]);
    };
    const expected = answers(snowfalls, storms);
    for (let round = 0; round < 10; round += 1)
      expect(answers(shuffled(snowfalls), shuffled(storms))).toEqual(expected);
  });
});
