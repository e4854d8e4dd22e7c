import net from 'node:net';

/** A wire between a client and a server of this machine that can be cut: nothing passes, and nobody is told. */
export class LoopbackProxy {
  private readonly sockets = new Set<net.Socket>();
  private isCut = false;
  /** Everything that the server has sent so far, of every connection. */
  sentBytes = 0;

  private constructor(
    private readonly server: net.Server,
    private readonly targetPort: number,
  ) {
    server.on('connection', (client) => this.connect(client));
  }

  /** Listens on a free port of its own. */
  static async start(targetPort: number): Promise<LoopbackProxy> {
    const server = net.createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new LoopbackProxy(server, targetPort);
  }

  get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.pause();
  }

  heal(): void {
    this.isCut = false;
    for (const socket of this.sockets) socket.resume();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private connect(client: net.Socket): void {
    const target = net.connect(this.targetPort, '127.0.0.1');
    target.on('data', (chunk) => {
      this.sentBytes += chunk.length;
    });
    this.join(client, target);
    this.join(target, client);
    if (!this.isCut) client.resume();
  }

  private join(from: net.Socket, to: net.Socket): void {
    this.sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk) => void to.write(chunk));
    from.on('end', () => void to.end());
    from.on('error', () => void to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    if (this.isCut) from.pause();
  }
}
