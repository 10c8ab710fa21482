import { createServer } from 'node:net';
import { StartError } from '../failure/start-error.js';

/** Throws one sentence when a process cannot listen on the port. */
export async function ensureListenable(host: string, port: number): Promise<void> {
  const code = await tryListen(host, port);
  if (code === undefined) return;
  if (code === 'EADDRINUSE') {
    throw new StartError(`Port ${port} is in use by another program: stop it, or set PORT.`);
  }
  if (code === 'EACCES') {
    throw new StartError(`Port ${port} needs more rights than this user has: set PORT above 1023.`);
  }
  throw new StartError(`This machine cannot listen on HOST ${host} (${code}).`);
}

export function tryListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
