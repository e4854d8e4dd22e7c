import { Body, Get, HttpCode, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Account, type DailyReport, sha256 } from '#domain';
import { ProblemError } from '#server';
import { findPhoto, insertPhoto } from '#store';
import { AllowedTo, EVERY_ROLE } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { sentence } from './fault-problem.js';
import { ReportDesk } from './report-desk.js';

/** What pictures begin with, by media type. */
const SIGNATURES: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (bytes) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
  'image/webp': (bytes) =>
    bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP',
};

/** Lets picture bodies through as bytes, up to the server's limit of a body. */
export const takePhotos = (server: FastifyInstance): void => {
  server.addContentTypeParser(Object.keys(SIGNATURES), { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
};

const NO_PICTURE = sentence(
  '写真として読めません。JPEG・PNG・WebP の写真を選んでください。',
  'That is no picture: choose a JPEG, PNG or WebP.',
);
const OTHER_HASH = sentence(
  '写真が途中で変わりました。もう一度送ってください。',
  'The picture is not the one that its address names: send it again.',
);
const NO_PHOTO = sentence('この日報にその写真はありません。', 'The report has no such photo.');

const names = ({ entries, history }: DailyReport, hash: string): boolean =>
  JSON.stringify([entries.photos, history]).includes(hash);

/** Photos of reports, each under the SHA-256 of its bytes: sent again it is the same photo. */
@StaffController('reports')
export class PhotosController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly desk: ReportDesk,
  ) {}

  @Put(':reportNo/photos/:hash')
  @AllowedTo('driver', 'contractor')
  @HttpCode(200)
  @ApiConsumes(...Object.keys(SIGNATURES))
  @ApiOperation({ summary: 'Send a photo; a correction of the entries then names it' })
  async put(
    @SentBy() account: Account,
    @Param('reportNo') reportNo: string,
    @Param('hash') hash: string,
    @Body() body: unknown,
  ): Promise<{ hash: string }> {
    await this.desk.find(account, reportNo);
    const mediaType = Object.keys(SIGNATURES).find((type) => Buffer.isBuffer(body) && SIGNATURES[type](body));
    if (mediaType === undefined) throw new ProblemError(415, NO_PICTURE);
    const content = body as Buffer;
    if (sha256(content) !== hash) throw new ProblemError(400, OTHER_HASH);
    const { database, clock } = this.parts;
    await insertPhoto(database, { mediaType, content }, { by: account.code, at: clock.now() });
    return { hash };
  }

  @Get(':reportNo/photos/:hash')
  @AllowedTo(...EVERY_ROLE)
  @ApiOperation({ summary: 'A photo that the report names, or once named' })
  async get(
    @SentBy() account: Account,
    @Param('reportNo') reportNo: string,
    @Param('hash') hash: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const report = await this.desk.find(account, reportNo);
    const photo = names(report, hash) ? await findPhoto(this.parts.database, hash) : undefined;
    if (photo === undefined) throw new ProblemError(404, NO_PHOTO);
    reply.header('content-type', photo.mediaType);
    return photo.content;
  }
}
