import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Logger } from '@nestjs/common';
import type { Clock, Settings } from '#config';
import type { EffectivePlan } from '#domain';
import { storeTrouble } from '#store';
import { type Areas, type Current, type NetworkState, printInstant } from '#wire';
import { ClearanceBoard } from '../live/clearance-board.js';
import type { LivePicture } from '../live/live-picture.js';
import { type AreaCells, areaCells } from './area-cells.js';
import { areaList } from './area-list.js';
import { currentSummary } from './current-summary.js';
import { networkState } from './network-state.js';
import { packState } from './pack-state.js';
import { publishTiles } from './publish-tiles.js';
import { writeEncoded, writePublished } from './write-published.js';

const BROTLI_QUALITY = 6;

/** Writes what the public plane serves; `current.json` last, since readers look for its change. */
export class Publisher {
  private readonly logger = new Logger('Publisher');
  private tiles: { plan: EffectivePlan; hash: string } | null = null;
  private cells: AreaCells | null = null;
  private publishing: Promise<void> | null = null;
  private failure = '';
  /** Of the last publishing that began, and of the last that ended well; system milliseconds. */
  private begunAt = 0;
  private publishedAt: number | null = null;
  private writtenBytes: number | null = null;

  constructor(
    private readonly picture: LivePicture,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Seconds since a state was published; null before the first. */
  get ageS(): number | null {
    return this.publishedAt === null ? null : (performance.now() - this.publishedAt) / 1000;
  }

  /** Seconds that the running publishing has taken; 0 where none runs. */
  get busyS(): number {
    return this.publishing === null ? 0 : (performance.now() - this.begunAt) / 1000;
  }

  /** Size of the last state under brotli; null while no network is loaded. */
  get stateBytes(): number | null {
    return this.writtenBytes;
  }

  /** Publishes now; while a publishing runs, that one is waited for. A failure is told once and tried again. */
  async publish(): Promise<void> {
    if (this.publishing === null) this.begunAt = performance.now();
    this.publishing ??= this.publishAll()
      .then(() => {
        this.failure = '';
        this.publishedAt = performance.now();
      })
      .catch((error: Error) => {
        const cause = storeTrouble(error) ?? error.message;
        if (this.failure !== cause) {
          this.logger.error(`Nothing was published, the last state stays up. ${cause}`);
        }
        this.failure = cause;
      })
      .finally(() => {
        this.publishing = null;
      });
    await this.publishing;
  }

  /** Waits for the publishing that runs, if one does. */
  async settled(): Promise<void> {
    await this.publishing;
  }

  private async publishAll(): Promise<void> {
    const { publishDir } = this.settings;
    await mkdir(publishDir, { recursive: true });
    await this.picture.refresh();
    const tilesHash = await this.tilesHash();
    const board = new ClearanceBoard(this.picture, this.clock.now());
    const state = this.picture.network && this.stateAt(board);
    if (state !== null) await this.writeState(state);
    await this.write('areas.json', JSON.stringify(this.areasOf(state, board.nowAt)));
    await this.write('current.json', JSON.stringify(this.currentOf(board, state, tilesHash)));
  }

  private async writeState(state: NetworkState): Promise<void> {
    const packed = await packState(state);
    await writeEncoded(path.join(this.settings.publishDir, 'state.bin'), packed);
    this.writtenBytes = packed.br.length;
  }

  private stateAt(board: ClearanceBoard): NetworkState {
    const { ageBandsMs } = this.settings;
    return networkState(this.picture, board, { clockRate: this.clock.rate, ageBandsMs });
  }

  private async tilesHash(): Promise<string> {
    const { network, register } = this.picture;
    if (network === null || register.plan === null) return '';
    if (this.tiles?.plan !== register.plan) {
      this.tiles = {
        plan: register.plan,
        hash: await publishTiles(this.settings.publishDir, network, register.plan),
      };
    }
    return this.tiles.hash;
  }

  private areasOf(state: NetworkState | null, nowAt: number): Areas {
    const { network } = this.picture;
    if (network === null || state === null) return { asOfAt: printInstant(nowAt), areas: [] };
    this.cells ??= areaCells(network);
    return areaList(network, this.cells, state);
  }

  private currentOf(board: ClearanceBoard, state: NetworkState | null, tilesHash: string): Current {
    const { network } = this.picture;
    return {
      networkHash: network?.hash ?? '',
      tilesHash,
      asOfAt: printInstant(board.nowAt),
      clockRate: this.clock.rate,
      bounds: network === null ? [0, 0, 0, 0] : [...network.bounds],
      segmentCount: network?.segmentCount ?? 0,
      generated: network?.generated ?? false,
      source: network?.source ?? '',
      summary: currentSummary(this.picture, board, state),
      empty: network === null,
    };
  }

  private write(name: string, body: Uint8Array | string): Promise<void> {
    return writePublished(path.join(this.settings.publishDir, name), body, BROTLI_QUALITY);
  }
}
