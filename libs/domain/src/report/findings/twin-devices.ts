import { groupBy } from '../../group-by.js';
import { distanceM } from '../../network/distance.js';
import type { Finding, FindingSettings } from '../finding.js';
import type { MinutePosition } from '../track-evidence.js';
import { printTimes } from './finding-of.js';

/** Where one machine was, minute by minute, in order of time. */
export interface MachineMinutes {
  readonly machineCode: string;
  readonly reportNos: readonly string[];
  readonly minutes: readonly MinutePosition[];
}

interface Placed {
  readonly machine: number;
  readonly position: MinutePosition;
}

interface Meeting {
  readonly at: number;
  readonly near: boolean;
  readonly apartM: number;
}

/** Metres of a micro-degree of latitude, rounded down: a window that is never too narrow. */
const M_PER_E6 = 0.11;

const apart = (a: MinutePosition, b: MinutePosition): number => distanceM(a.lngE6, a.latE6, b.lngE6, b.latE6);

/** Pairs of machines by how many minutes they were near each other, both moving. */
const nearMinutes = (machines: readonly MachineMinutes[], twinM: number): Map<string, number> => {
  const moving = machines.flatMap(({ minutes }, machine): Placed[] =>
    minutes.filter((position) => position.moving).map((position) => ({ machine, position })),
  );
  const counts = new Map<string, number>();
  const windowE6 = twinM / M_PER_E6;
  for (const ofMinute of groupBy(moving, ({ position }) => position.at).values()) {
    ofMinute.sort((a, b) => a.position.latE6 - b.position.latE6);
    ofMinute.forEach((a, i) => {
      for (let j = i + 1; j < ofMinute.length; j += 1) {
        const b = ofMinute[j];
        if (b.position.latE6 - a.position.latE6 > windowE6) break;
        if (a.machine === b.machine || apart(a.position, b.position) > twinM) continue;
        const key = [a.machine, b.machine].sort((x, y) => x - y).join(' ');
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    });
  }
  return counts;
};

/** The minutes in which both machines moved. */
const meetingsOf = (a: MachineMinutes, b: MachineMinutes, twinM: number): Meeting[] => {
  const ofB = new Map(b.minutes.map((position) => [position.at, position]));
  return a.minutes.flatMap((position) => {
    const other = ofB.get(position.at);
    if (!position.moving || other === undefined || !other.moving) return [];
    const apartM = apart(position, other);
    return [{ at: position.at, near: apartM <= twinM, apartM }];
  });
};

/** The longest stretch of meetings of which so many per cent were near; empty where none is long enough. */
const longestTogether = (
  meetings: readonly Meeting[],
  { twinMinutes, twinPercent }: FindingSettings,
): readonly Meeting[] => {
  let best: readonly Meeting[] = [];
  meetings.forEach((first, from) => {
    if (!first.near) return;
    let near = 0;
    for (let to = from; to < meetings.length; to += 1) {
      if (meetings[to].near) near += 1;
      const minutes = to - from + 1;
      const isTogether = meetings[to].near && near * 100 >= minutes * twinPercent;
      if (isTogether && minutes >= twinMinutes && minutes > best.length) best = meetings.slice(from, to + 1);
    }
  });
  return best;
};

const findingFor = (a: MachineMinutes, b: MachineMinutes, together: readonly Meeting[]): Finding => {
  const [first, second] = a.machineCode < b.machineCode ? [a, b] : [b, a];
  const time = { startAt: together[0].at, endAt: together[together.length - 1].at };
  const meanApartM = Math.round(together.reduce((sum, { apartM }) => sum + apartM, 0) / together.length);
  const codes = [first.machineCode, second.machineCode];
  return {
    code: 'twin_devices',
    ...time,
    machineCodes: codes,
    reportNos: [...new Set([...first.reportNos, ...second.reportNos])].sort(),
    blocks: false,
    evidence: {
      minutes: together.length,
      nearMinutes: together.filter(({ near }) => near).length,
      meanApartM,
    },
    ja: `機械「${codes[0]}」と「${codes[1]}」の端末が ${printTimes(time)} に ${together.length} 分間ほぼ同じ位置で動いています(平均 ${meanApartM} m)。1 台に 2 つの端末がないか確かめてください。`,
    en: `The devices of machines "${codes[0]}" and "${codes[1]}" moved together for ${together.length} min (${printTimes(time)}, ${meanApartM} m apart on average): see whether one vehicle carries both.`,
  };
};

/**
 * Two devices that move as one while they claim two machines: within 15 m for 30 min (field lesson 13; Aomori City 2004–05:
 * one truck with two tachographs, billed as two). Standing side by side in a yard is none; working side by side (梯団除雪)
 * may be, so a person decides.
 */
export const twinDevices = (machines: readonly MachineMinutes[], settings: FindingSettings): Finding[] => {
  const enough = (settings.twinMinutes * settings.twinPercent) / 100;
  return [...nearMinutes(machines, settings.twinM)]
    .filter(([, minutes]) => minutes >= enough)
    .flatMap(([pair]) => {
      const [a, b] = pair.split(' ').map((index) => machines[Number(index)]);
      const together = longestTogether(meetingsOf(a, b, settings.twinM), settings);
      return together.length === 0 ? [] : [findingFor(a, b, together)];
    })
    .sort((x, y) => (x.machineCodes.join() < y.machineCodes.join() ? -1 : 1));
};
