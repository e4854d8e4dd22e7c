import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Logger } from '@nestjs/common';
import type { Clock } from '#config';
import type { Areas, Current } from '#wire';
import { type Encoded, readEncoded } from '../http/encoded.js';
import { type TilePlace, touches } from '../publish/tile-cover.js';
import type { TileSetDescription } from '../publish/tile-set.js';

/** What the publisher wrote last, as it is served. */
export interface Published {
  /** When it was written, by the system's clock: epoch milliseconds. */
  readonly writtenAt: number;
  readonly current: Current;
  readonly currentFile: Encoded;
  readonly areas: Areas;
  readonly areasFile: Encoded;
  /** Null while no network is loaded. */
  readonly state: Encoded | null;
  readonly tiles: TileSetDescription | null;
}

const LOOK_EVERY_MS = 1_000;

const isMissing = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT';

const nullIfMissing = <T>(reading: Promise<T>): Promise<T | null> =>
  reading.catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });

/**
 * The publisher's folder in memory, read again when `current.json` changes. Tiles are read once, when first asked
 * for. Whatever goes wrong with the folder, what was read last stays served.
 */
export class PublishedFiles {
  private readonly logger = new Logger('PublicPlane');
  private readonly tileCache = new Map<string, Encoded | null>();
  private readonly tileSets = new Map<string, TileSetDescription>();
  private looking: Promise<void> | null = null;
  private seen = '';
  private latest: Published | null = null;
  private timer: { stop(): void } | null = null;

  constructor(
    private readonly publishDir: string,
    private readonly clock: Clock,
  ) {}

  /** What was published last; while nothing is known, the folder is looked at again. */
  async find(): Promise<Published | null> {
    if (this.latest === null) await this.look();
    return this.latest;
  }

  async start(): Promise<void> {
    await this.look();
    this.timer = this.clock.every(LOOK_EVERY_MS * this.clock.rate, () => void this.look());
  }

  stop(): void {
    this.timer?.stop();
  }

  /**
   * One tile of a published set: null where there is nothing on it, undefined where there is no such set. Only places
   * that the set covers are looked for and kept, so that nobody can fill the memory with addresses.
   */
  async tile(tilesHash: string, place: TilePlace): Promise<Encoded | null | undefined> {
    const { z, x, y } = place;
    const key = `${tilesHash}/${z}/${x}/${y}`;
    const known = this.tileCache.get(key);
    if (known !== undefined) return known;
    const set = await this.tileSet(tilesHash);
    if (set === null) return undefined;
    if (z < set.minzoom || z > set.maxzoom || !touches(set.bounds, place)) return null;
    const tile = await nullIfMissing(readEncoded(path.join(this.publishDir, 'tiles', `${key}.mvt`)));
    this.tileCache.set(key, tile);
    return tile;
  }

  /** Looks once; a call while one is running waits for that one. */
  private async look(): Promise<void> {
    this.looking ??= this.readIfChanged().finally(() => {
      this.looking = null;
    });
    await this.looking;
  }

  private async readIfChanged(): Promise<void> {
    try {
      const { mtimeMs, size, ino } = await stat(path.join(this.publishDir, 'current.json'));
      const seen = `${mtimeMs} ${size} ${ino}`;
      if (seen === this.seen) return;
      this.latest = await this.readAll(mtimeMs);
      this.seen = seen;
    } catch (error) {
      if (!isMissing(error))
        this.logger.warn(`The published files cannot be read: ${(error as Error).message}`);
    }
  }

  private async readAll(writtenAt: number): Promise<Published> {
    const currentFile = await readEncoded(path.join(this.publishDir, 'current.json'));
    const areasFile = await readEncoded(path.join(this.publishDir, 'areas.json'));
    const current = JSON.parse(currentFile.identity.toString()) as Current;
    if (current.tilesHash !== this.latest?.current.tilesHash) {
      this.tileCache.clear();
      this.tileSets.clear();
    }
    return {
      writtenAt,
      current,
      currentFile,
      areas: JSON.parse(areasFile.identity.toString()) as Areas,
      areasFile,
      state: current.empty ? null : await readEncoded(path.join(this.publishDir, 'state.bin')),
      tiles: current.empty ? null : await this.tileSet(current.tilesHash),
    };
  }

  /** The description of a set that is whole; null where there is none. */
  private async tileSet(tilesHash: string): Promise<TileSetDescription | null> {
    const known = this.tileSets.get(tilesHash);
    if (known !== undefined) return known;
    const file = path.join(this.publishDir, 'tiles', tilesHash, 'tile-set.json');
    const text = await nullIfMissing(readFile(file, 'utf8'));
    if (text === null) return null;
    const set = JSON.parse(text) as TileSetDescription;
    this.tileSets.set(tilesHash, set);
    return set;
  }
}
