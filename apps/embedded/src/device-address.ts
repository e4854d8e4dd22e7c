import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { Settings } from '#config';

const ANSWERS_WITHIN_MS = 1_000;

/** This machine's addresses in its networks, as a phone beside it can reach them. */
const lanAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

/** Is it a name of this machine that only this machine knows? */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

/** Can only this machine reach it? */
export const isLoopback = (url: string): boolean =>
  isLoopbackHost(new URL(url).hostname.replace(/^\[|\]$/g, ''));

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** The port that the server of the data folder has really got; the setting where none has run there. */
const portOf = ({ dataDir, port }: Settings): number => {
  const place = path.join(dataDir, 'server-url');
  return existsSync(place) ? Number(new URL(readFileSync(place, 'utf8').trim()).port) : port;
};

const answersAt = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    return response.ok;
  } catch {
    return false;
  }
};

/**
 * Where devices send to: the setting's own address, else the first address of this machine at which the running server
 * answers, else its loopback address, which no phone reaches.
 */
export const findDeviceUrl = async (settings: Settings): Promise<string> => {
  const { host } = settings;
  const port = portOf(settings);
  if (!isWildcard(host) && !isLoopbackHost(host)) {
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }
  for (const address of lanAddresses()) {
    const url = `http://${address}:${port}`;
    if (await answersAt(url)) return url;
  }
  return `http://127.0.0.1:${port}`;
};
