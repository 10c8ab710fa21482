import type { Server, Socket } from 'node:net';

/** Closes a server and every connection to it, also of peers that have sent nothing yet or never hang up. */
export const closerOf = (server: Server): (() => Promise<void>) => {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () =>
    new Promise((closed) => {
      server.close(() => closed());
      for (const socket of open) socket.destroy();
    });
};
