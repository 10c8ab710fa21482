import { type TestClient, useTestClient } from '@starling/whatsapp-sandbox';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { drive } from './drive.js';

/** The peer: unmodified Baileys sockets with keys in memory. They store nothing. */
const clients: TestClient[] = [];

/** Baileys would close a socket whose ping is answered late because the other subject uses the same cores. */
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
  /** Adds a client as the next session. Resolves with its QR code. */
  add: (url: string): Promise<string> => {
    const client = useTestClient({ url, socket: { keepAliveIntervalMs: NO_PINGS_MS } });
    clients.push(client);
    return client.qr();
  },
  opened: (session: number): Promise<void> => clientOf(session).open(),
};

export type BareCalls = typeof calls;
serveCalls(calls);
