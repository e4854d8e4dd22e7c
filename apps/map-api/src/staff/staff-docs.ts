import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { StaffModule } from './staff.module.js';

/** Serves the OpenAPI page at /api/docs, behind the same gate as the rest. Call it before `app.init()`. */
export const serveStaffDocs = (app: NestFastifyApplication): void => {
  const config = new DocumentBuilder()
    .setTitle('Yukimichi staff plane')
    .setDescription('Instants are ISO 8601 with a zone; coordinates are degrees; errors are problem+json.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = () => SwaggerModule.createDocument(app, config, { include: [StaffModule] });
  SwaggerModule.setup('api/docs', app, document);
};
