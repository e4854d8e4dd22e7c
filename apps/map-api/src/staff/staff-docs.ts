import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { StaffRouteConfig } from './allowed-to.js';
import { StaffModule } from './staff.module.js';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Yukimichi staff plane</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</html>
`;
const START = `SwaggerUIBundle({ url: '/api/docs-json', dom_id: '#docs' });\n`;
const FROM_PACKAGE = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' };

const ALLOWED: StaffRouteConfig = { allowedTo: ['client', 'auditor'] };

/** The folder of the page's script and style: a dependency of @nestjs/swagger, wherever npm put it. */
const swaggerUiFolder = (): string => {
  const ofNestSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return path.dirname(ofNestSwagger.resolve('swagger-ui-dist/package.json'));
};

/**
 * Serves the OpenAPI page at /api/docs, behind the same gate as the rest. Call it before `app.init()`.
 * Nest's own page needs @fastify/static, whose absence ends the process; two files do not.
 */
export const serveStaffDocs = (app: NestFastifyApplication): void => {
  const config = new DocumentBuilder()
    .setTitle('Yukimichi staff plane')
    .setDescription('Instants are ISO 8601 with a zone; coordinates are degrees; errors are problem+json.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  // These routes are nobody's controller: what they say of themselves is said here.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (route.url.startsWith('/api/docs')) route.config = { ...route.config, ...ALLOWED };
    });
  const document = () => SwaggerModule.createDocument(app, config, { include: [StaffModule] });
  SwaggerModule.setup('api/docs', app, document, { ui: false, raw: ['json'] });
  servePage(app);
};

function servePage(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  const serve = (url: string, type: string, body: () => string): void => {
    server.get(url, (_request, reply) => {
      void reply.header('content-type', `${type}; charset=utf-8`).send(body());
    });
  };
  serve('/api/docs', 'text/html', () => PAGE);
  serve('/api/docs/start.js', 'text/javascript', () => START);
  for (const [file, type] of Object.entries(FROM_PACKAGE)) {
    serve(`/api/docs/${file}`, type, () => readFileSync(path.join(swaggerUiFolder(), file), 'utf8'));
  }
}
