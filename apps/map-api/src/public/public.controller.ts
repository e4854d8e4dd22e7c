import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { latLngToCell } from 'h3-js';
import { ProblemError } from '#server';
import type { Area } from '#wire';
import { sendEncoded } from '../http/encoded.js';
import { degreesOf } from '../http/request-values.js';
import { AREA_RESOLUTION } from '../publish/area-resolution.js';
import { type Published, PublishedFiles } from './published-files.js';

/** Fresh for a tick, usable for a minute while a new one is fetched and for a day when this server is gone. */
const LIVE = 'public, max-age=5, stale-while-revalidate=60, stale-if-error=86400';
const FOR_A_YEAR = 'public, max-age=31536000, immutable';
const JSON_TYPE = 'application/json; charset=utf-8';
const TILE_TYPE = 'application/vnd.mapbox-vector-tile';
const HASH = /^[0-9a-f]{16}$/;
const TILE_FILE = /^(\d{1,8})\.mvt$/;

/** What anyone may read. It answers from the publisher's files only; the database is not known here. */
@Controller()
@ApiExcludeController()
export class PublicController {
  constructor(private readonly files: PublishedFiles) {}

  @Get('current.json')
  async current(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { currentFile } = await this.published();
    sendEncoded(request, openToAll(reply), currentFile, { contentType: JSON_TYPE, cacheControl: LIVE });
  }

  @Get('areas.json')
  async areas(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { areasFile } = await this.published();
    sendEncoded(request, openToAll(reply), areasFile, { contentType: JSON_TYPE, cacheControl: LIVE });
  }

  /** The area of a position: the H3 cell it lies in. */
  @Get('areas/at')
  async areaAt(
    @Query('lat') lat: string,
    @Query('lng') lng: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Area & { asOfAt: string }> {
    const [latitude, longitude] = [degreesOf('lat', lat, 90), degreesOf('lng', lng, 180)];
    const { areas } = await this.published();
    const cell = latLngToCell(latitude, longitude, AREA_RESOLUTION);
    const area = areas.areas.find((candidate) => candidate.cell === cell);
    if (area === undefined) {
      throw new ProblemError(404, 'No road of this map is near that position: ask for one inside the map.');
    }
    openToAll(reply).header('cache-control', LIVE);
    return { asOfAt: areas.asOfAt, ...area };
  }

  @Get('state/current')
  async state(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const state = (await this.published()).state ?? nothingLoaded();
    sendEncoded(request, openToAll(reply), state, {
      contentType: 'application/octet-stream',
      cacheControl: LIVE,
    });
  }

  /** TileJSON 3.0 of the tiles that are current. */
  @Get('tiles.json')
  async tileJson(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { tilesHash, ...description } = (await this.published()).tiles ?? nothingLoaded();
    openToAll(reply).header('cache-control', LIVE);
    const origin = `${request.protocol}://${request.host}`;
    return {
      tilejson: '3.0.0',
      name: 'Yukimichi',
      scheme: 'xyz',
      tiles: [`${origin}/tiles/${tilesHash}/{z}/{x}/{y}.mvt`],
      ...description,
    };
  }

  @Get('tiles/:hash/:z/:x/:file')
  async tile(
    @Param() { hash, z, x, file }: { hash: string; z: string; x: string; file: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const y = TILE_FILE.exec(file)?.[1];
    (await this.published()).tiles ?? nothingLoaded();
    if (!HASH.test(hash) || !/^\d{1,2}$/.test(z) || !/^\d{1,8}$/.test(x) || y === undefined) {
      throw new ProblemError(404, 'A tile is asked for as /tiles/HASH/Z/X/Y.mvt: read /tiles.json.');
    }
    const tile = await this.files.tile(hash, { z: Number(z), x: Number(x), y: Number(y) });
    if (tile === undefined) {
      throw new ProblemError(404, 'Those tiles are of another network or plan: read /tiles.json again.');
    }
    openToAll(reply);
    if (tile === null) void reply.code(204).header('cache-control', FOR_A_YEAR).send();
    else sendEncoded(request, reply, tile, { contentType: TILE_TYPE, cacheControl: FOR_A_YEAR });
  }

  private async published(): Promise<Published> {
    const published = await this.files.find();
    if (published !== null) return published;
    throw new ProblemError(503, 'Nothing has been published yet: try again in a few seconds.');
  }
}

const nothingLoaded = (): never => {
  throw new ProblemError(404, 'No road network is loaded: run npm run roads -- import, then npm start.');
};

/** Public data may be read by pages of any origin. */
const openToAll = (reply: FastifyReply): FastifyReply =>
  reply.header('access-control-allow-origin', '*').header('x-content-type-options', 'nosniff');
