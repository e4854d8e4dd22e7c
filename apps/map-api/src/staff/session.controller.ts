import { Body, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '#server';
import { StaffController } from './staff-controller.js';
import { isSameToken, STAFF_COOKIE } from './staff-gate.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

const A_SEASON_S = 180 * 86_400;

/** Hands the token in once; the browser then carries it in a cookie that scripts cannot read. */
@StaffController('session')
export class SessionController {
  constructor(@Inject(STAFF_PARTS) private readonly parts: StaffParts) {}

  @Post()
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } } })
  signIn(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { signedIn: true } {
    const token = (body as { token?: unknown } | null)?.token;
    if (typeof token !== 'string' || !isSameToken(token, this.parts.staffToken)) {
      throw new ProblemError(401, 'That is not the staff token: it was printed at the first start.');
    }
    setCookie(request, reply, this.parts.staffToken, A_SEASON_S);
    return { signedIn: true };
  }

  @Delete()
  signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { signedIn: false } {
    setCookie(request, reply, '', 0);
    return { signedIn: false };
  }
}

function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, maxAgeS: number): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${STAFF_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}${secure}`,
  );
}
