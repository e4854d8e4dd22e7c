import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#config';

/**
 * Listens at HOST and PORT and gives `http://host:port` as a browser on this machine opens it.
 * @throws Error with one sentence where the port is taken.
 */
export const listen = async (app: NestFastifyApplication, settings: Settings): Promise<string> => {
  try {
    await app.listen(settings.port, settings.host);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${settings.port} on ${settings.host} is taken: stop what uses it, or set PORT to another one.`,
    );
  }
  const address = app.getHttpServer().address() as { port: number };
  const host = ['0.0.0.0', '::'].includes(settings.host) ? '127.0.0.1' : settings.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
};
