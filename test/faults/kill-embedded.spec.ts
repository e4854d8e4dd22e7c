import { randomOf } from '#fixtures';
import { runEmbeddedStorm } from './embedded-storm.js';

/** Kills in the short form that CI runs; `KILLS=10` gives the long one. */
const KILLS = Number(process.env.KILLS ?? 3);

describe('kill -9 of the embedded process in the middle of the storm', () => {
  it(`loses nothing and gives the same passes (${KILLS} kills)`, async () => {
    const undisturbed = await runEmbeddedStorm();
    const random = randomOf('kill-embedded', KILLS);
    const killed = await runEmbeddedStorm(async (server, sending) => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        await new Promise((resolve) => setTimeout(resolve, random.between(100, 500)));
        expect({ kill, isOver: sending.isOver }).toEqual({ kill, isOver: false });
        await server.end('SIGKILL');
        await server.start();
      }
    });
    process.stdout.write(
      `kill -9 × ${KILLS}: ${killed.fixes} of ${killed.sent} distinct fixes stored, ${killed.dump.split('\n').length - 1} passes\n`,
    );
    expect(undisturbed.dump.length).toBeGreaterThan(0);
    expect(killed.fixes).toBe(killed.sent);
    expect(undisturbed.fixes).toBe(undisturbed.sent);
    expect(killed.dump).toBe(undisturbed.dump);
  }, 600_000);
});
