import { FINDING_SETTINGS } from '../finding.js';
import type { MinutePosition } from '../track-evidence.js';
import { type MachineMinutes, twinDevices } from './twin-devices.js';

/** Metres north of a place, one for each minute in which the machine was driving. */
const machine = (machineCode: string, northM: readonly number[], changes: Partial<MinutePosition> = {}) => ({
  machineCode,
  reportNos: [`N-${machineCode}`],
  minutes: northM.map((metres, minute) => ({
    at: minute * 60_000,
    latE6: 36_560_000 + Math.round(metres / 0.1112),
    lngE6: 136_650_000,
    moving: true,
    ...changes,
  })),
});
const minutes = (count: number, northM: number): number[] => Array.from({ length: count }, () => northM);
const found = (a: MachineMinutes, b: MachineMinutes) =>
  twinDevices([a, b], FINDING_SETTINGS).map(({ evidence }) => evidence);

describe('two devices that move as one', () => {
  it('do so for half an hour, not for a minute less', () => {
    const pair = (count: number) =>
      found(machine('J01', minutes(count, 0)), machine('J02', minutes(count, 5)));
    expect(pair(29)).toEqual([]);
    expect(pair(30)).toEqual([{ minutes: 30, nearMinutes: 30, meanApartM: 5 }]);
  });

  it('are within 15 m', () => {
    const pair = (metres: number) =>
      found(machine('J01', minutes(30, 0)), machine('J02', minutes(30, metres)));
    expect(pair(14.9)).toHaveLength(1);
    expect(pair(15.2)).toEqual([]);
  });

  it('may be apart for a fifth of the minutes', () => {
    const apartFor = (count: number) => [...minutes(15, 0), ...minutes(count, 90), ...minutes(15 - count, 0)];
    const pair = (count: number) => found(machine('J01', minutes(30, 0)), machine('J02', apartFor(count)));
    expect(pair(6)).toEqual([{ minutes: 30, nearMinutes: 24, meanApartM: 18 }]);
    expect(pair(7)).toEqual([]);
  });

  it('both move: one that stands where the other drives by is none', () => {
    const standing = machine('J02', minutes(30, 0), { moving: false });
    expect(found(machine('J01', minutes(30, 0)), standing)).toEqual([]);
    expect(found(standing, machine('J01', minutes(30, 0)))).toEqual([]);
  });
});
