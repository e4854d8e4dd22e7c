import type { ReplayStorm } from './replay-storm.js';
import type { EmbeddedServer } from './start-embedded.js';

/**
 * Orders every truck out for the whole recording: it says nothing of blades, so plowing can only be inferred from an
 * open order and plowing speed (architecture: sources of work state). Snow is not recorded either: no storm is posted.
 */
export const orderOut = async (storm: ReplayStorm, { url, staffToken }: EmbeddedServer): Promise<void> => {
  const response = await fetch(`${url}/api/dispatch-orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${staffToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'city_order',
      routes: [],
      vehicles: storm.trucks.map(({ code }) => code),
      orderedAt: new Date(storm.fromAt).toISOString(),
      targetFinishAt: new Date(storm.toAt).toISOString(),
    }),
  });
  if (!response.ok) throw new Error(`The order was answered ${response.status}: ${await response.text()}`);
};
