import { type DynamicModule, Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encode, sendEncoded } from '../http/encoded.js';
import { UNBUILT_PAGE } from './unbuilt-page.js';
import { builtWebDir, type PageUrl, readWebFiles, type WebFile } from './web-files.js';

const WEB_PARTS = Symbol('WebParts');

export interface WebParts {
  /** Pages that this process serves; what they need comes along. */
  readonly pages: readonly PageUrl[];
  /** Left out, the folder of `npm run build:web`. */
  readonly webDir?: string;
}

/** MapLibre needs blob workers and inline styles; nothing comes from another origin. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'geolocation=(self), camera=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** Gives every file of the built web an address of its own; the pages are asked for again each time. */
@Injectable()
class WebRoutes implements OnModuleInit {
  constructor(
    @Inject(WEB_PARTS) private readonly parts: WebParts,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const { pages, webDir = builtWebDir() } = this.parts;
    const files = await readWebFiles(webDir, pages);
    const built = files.some((file) => file.url === pages[0]);
    for (const file of built ? files : await unbuiltPages(pages)) {
      server.get(file.url, (request, reply) => sendWebFile(request, reply, file));
    }
    if (!pages.includes('/')) server.get('/', (_request, reply) => reply.redirect(pages[0]));
  }
}

const sendWebFile = (request: FastifyRequest, reply: FastifyReply, file: WebFile): void => {
  reply.headers(SECURITY_HEADERS);
  sendEncoded(request, reply, file.body, {
    contentType: file.contentType,
    cacheControl: file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
};

const unbuiltPages = async (pages: readonly PageUrl[]): Promise<WebFile[]> => {
  const body = await encode(Buffer.from(UNBUILT_PAGE), 5);
  return pages.map((url) => ({
    url,
    contentType: 'text/html; charset=utf-8',
    body,
    immutable: false,
  }));
};

/** The residents' page, the staff page and their assets. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class WebModule {
  static register(parts: WebParts): DynamicModule {
    return {
      module: WebModule,
      providers: [{ provide: WEB_PARTS, useValue: parts }, WebRoutes],
    };
  }
}
