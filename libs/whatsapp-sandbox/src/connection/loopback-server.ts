import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface LoopbackServer {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** Closes the server and every connection to it, also of peers that have sent nothing yet or never hang up. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Listens on this machine only; port 0 is any free port. `onError` gets the errors after the start. */
export const listenOnLoopback = async (
  server: Server,
  port: number,
  onError: (error: unknown) => void,
): Promise<LoopbackServer> => {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  server.on('error', onError);
  return {
    host: `${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of open) socket.destroy();
      }),
  };
};
