import { Body, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '#domain';
import { ProblemError } from '#server';
import { printInstant, type Session } from '#wire';
import { accountFinder } from './account-book.js';
import { AllowedTo, EVERY_ROLE, SignIn } from './allowed-to.js';
import { StaffController } from './staff-controller.js';
import { SentBy, STAFF_COOKIE } from './staff-gate.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

const A_SEASON_S = 180 * 86_400;
const UNKNOWN_TOKEN =
  'このトークンでは入れません。渡されたものを確かめてください。 / That token is nobody’s: compare it with the one that was printed.';

const sessionOf = ({ code, name, role, contractorCode, vehicleCodes }: Account, nowAt: number): Session => ({
  account: code,
  name,
  role,
  contractor: contractorCode,
  machines: [...vehicleCodes],
  asOfAt: printInstant(nowAt),
});

/** Hands the token in once; the browser then carries it in a cookie that scripts cannot read. */
@StaffController('session')
export class SessionController {
  constructor(@Inject(STAFF_PARTS) private readonly parts: StaffParts) {}

  @Post()
  @SignIn()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with a token' })
  @ApiBody({ schema: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } } })
  async signIn(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const token = (body as { token?: unknown } | null)?.token;
    const { database, staffToken } = this.parts;
    const account = typeof token === 'string' ? await accountFinder(database, staffToken)(token) : undefined;
    if (account === undefined) throw new ProblemError(401, UNKNOWN_TOKEN);
    setCookie(request, reply, token as string, A_SEASON_S);
    return sessionOf(account, this.parts.clock.now());
  }

  @Get()
  @AllowedTo(...EVERY_ROLE)
  @ApiOperation({ summary: 'Who is signed in' })
  whoAmI(@SentBy() account: Account): Session {
    return sessionOf(account, this.parts.clock.now());
  }

  @Delete()
  @SignIn()
  @ApiOperation({ summary: 'Sign out' })
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
