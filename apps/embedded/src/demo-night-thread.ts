import { parentPort, workerData } from 'node:worker_threads';
import { stormClock } from '#config';
import { makeCity, sendStorm, simulateStorm } from '#fixtures';
import type { NightNews, NightOptions, SendOrder } from './demo-night.js';

/** The thread of `DemoNight`: makes the city, plays the night over it, and sends it when it is told to. */
const port = parentPort!;
const tell = (news: NightNews): void => port.postMessage(news);

const city = makeCity(1);
tell({ kind: 'city', city: { network: city.network, register: city.register } });
const storm = simulateStorm(city, workerData as NightOptions);
tell({ kind: 'played' });

port.once('message', async ({ url, staffToken, nowAt, speed }: SendOrder) => {
  const clock = stormClock(nowAt, speed);
  await sendStorm(storm, {
    url,
    staffToken,
    speed,
    fastUntil: nowAt,
    nowMs: () => clock.now(),
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  });
  tell({ kind: 'sent' });
});
