import { connect, type Socket } from 'node:net';

const CONNECT_LIMIT_MS = 2_000;

/** The ws-fanout processes behind this gateway, used one after the other. A process that does not answer is skipped. */
export class WsNodes {
  private next = 0;

  constructor(private readonly urls: readonly string[]) {}

  /** Undefined when no process can be reached. */
  async connect(): Promise<Socket | undefined> {
    const first = this.next;
    this.next = (first + 1) % this.urls.length;
    for (let offset = 0; offset < this.urls.length; offset += 1) {
      const { hostname, port } = new URL(this.urls[(first + offset) % this.urls.length] as string);
      const socket = await connected(hostname, Number(port || 80));
      if (socket) return socket;
    }
    return undefined;
  }
}

function connected(host: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const giveUp = () => {
      socket.destroy();
      resolve(undefined);
    };
    socket.setTimeout(CONNECT_LIMIT_MS, giveUp);
    socket.once('error', giveUp);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', giveUp);
      resolve(socket);
    });
  });
}
