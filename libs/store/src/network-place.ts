import { stat } from 'node:fs/promises';
import { NetworkFileError, type RoadNetwork } from '#domain';
import { readNetworkFile } from './network-file.js';

const LOOK_EVERY_MS = 2_000;

type Tell = (sentence: string) => void;

/** The file that says which roads there are: read at the start, then watched for another network. */
export class NetworkPlace {
  private hash: string | null = null;
  /** Size, time and inode of the file that was read last; empty where there was none. */
  private seen = '';

  constructor(
    private readonly file: string,
    private readonly lookEveryMs = LOOK_EVERY_MS,
  ) {}

  /** The network that lies there; null where there is none yet. @throws NetworkFileError for a broken file */
  async read(): Promise<RoadNetwork | null> {
    this.seen = await this.look();
    if (this.seen === '') return null;
    const network = await readNetworkFile(this.file);
    this.hash = network.hash;
    return network;
  }

  /** As `read`; a broken file is told and counts as none: the process works without until another one comes. */
  async readOrTell(tell: Tell): Promise<RoadNetwork | null> {
    try {
      const network = await this.read();
      if (network === null) tell(`No road network is at ${this.file} yet: it is taken up when it comes.`);
      return network;
    } catch (error) {
      if (!(error instanceof NetworkFileError)) throw error;
      tell(`${error.message} Fixes are kept, and matched when a whole network is there.`);
      return null;
    }
  }

  /** Calls `onNew` once when another whole network lies there; of a broken one `tell` hears. */
  watch(onNew: () => void, tell: Tell): { stop(): void } {
    let changed = '';
    let looking = false;
    const look = async (): Promise<void> => {
      const now = await this.look();
      // A file that is still being copied goes on changing.
      const isWhole = now === changed;
      changed = now;
      if (now === '' || now === this.seen || !isWhole) return;
      this.seen = now;
      const { hash } = await readNetworkFile(this.file);
      if (hash === this.hash) return;
      clearInterval(timer);
      onNew();
    };
    const timer = setInterval(() => {
      if (looking) return;
      looking = true;
      look()
        .catch((error: Error) => tell(error.message))
        .finally(() => {
          looking = false;
        });
    }, this.lookEveryMs);
    timer.unref();
    return { stop: () => clearInterval(timer) };
  }

  private async look(): Promise<string> {
    try {
      const { size, mtimeMs, ino } = await stat(this.file);
      return `${size} ${mtimeMs} ${ino}`;
    } catch {
      return '';
    }
  }
}
