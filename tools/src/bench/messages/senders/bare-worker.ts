import { type TestClient, useTestClient } from '@starling/whatsapp-sandbox';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { drive } from './drive.js';

/** The peer: unmodified Baileys sockets, keys in memory, nothing stored. */
const clients: TestClient[] = [];

/** Pings that are due while the other takes its turn on the same cores are answered too late for Baileys. */
const NO_PINGS_MS = 2_000_000_000;

const clientOf = (session: number): TestClient => {
  const client = clients[session];
  if (!client) throw new Error(`no session ${session}`);
  return client;
};

const calls = {
  ...drive(({ session, number }, text) =>
    clientOf(session).socket.sendMessage(`${number}@s.whatsapp.net`, { text }),
  ),
  /** The QR code of a new client, the next session. */
  add: (url: string): Promise<string> => {
    const client = useTestClient({ url, socket: { keepAliveIntervalMs: NO_PINGS_MS } });
    clients.push(client);
    return client.qr();
  },
  opened: (session: number): Promise<void> => clientOf(session).open(),
};

export type BareCalls = typeof calls;
serveCalls(calls);
