import { type AddressInfo, connect, createServer } from 'node:net';

export interface CountingProxy {
  readonly url: string;
  /** Everything that came from the server so far: heads, bodies, what workers asked for. */
  readonly bytes: number;
  close(): void;
}

/** Stands between a browser and a server on this machine and counts what travels to the browser. */
export const startCountingProxy = async (serverUrl: string): Promise<CountingProxy> => {
  const { hostname, port } = new URL(serverUrl);
  let bytes = 0;
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    server.on('data', (chunk) => {
      bytes += chunk.length;
    });
    client.pipe(server).pipe(client);
    for (const end of [client, server]) {
      end.on('error', () => undefined);
      end.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    get bytes() {
      return bytes;
    },
    close: () => proxy.close(),
  };
};
