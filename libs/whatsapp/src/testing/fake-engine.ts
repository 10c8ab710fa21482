import { type ConnectionSetup } from '../port/connection.js';
import { type Credentials } from '../port/credentials.js';
import { type Engine } from '../port/engine.js';
import { FakeConnection, type FakeCredentials, type FakeWhatsApp } from './fake-connection.js';
import { readStored } from './fake-messages.js';

const opaque = (credentials: FakeCredentials): Credentials => credentials as unknown as Credentials;
const own = (credentials: Credentials): FakeCredentials =>
  credentials as unknown as FakeCredentials;

export interface FakeEngine extends Engine {
  /** Every connection that was made, the newest last. */
  readonly connections: readonly FakeConnection[];
  /** The connection that was made last. Throws when there is none. */
  readonly newest: FakeConnection;
  readonly whatsApp: FakeWhatsApp;
}

/**
 * An engine without a network: a spec says what happens to each connection, and sees what the product does with it.
 * Rows and events are written and published in the order of a real engine; there is no encryption and no journal.
 */
export function fakeEngine(
  onConnect: (connection: FakeConnection) => void = () => undefined,
): FakeEngine {
  const connections: FakeConnection[] = [];
  const whatsApp: FakeWhatsApp = { users: new Set(), groups: new Map(), files: new Map() };
  return {
    connections,
    whatsApp,
    get newest() {
      const newest = connections.at(-1);
      if (!newest) throw new Error('no connection was made');
      return newest;
    },
    newCredentials: () => opaque({ own: null }),
    readCredentials: (stored) =>
      opaque(JSON.parse(Buffer.from(stored).toString()) as FakeCredentials),
    isPaired: (credentials) => own(credentials).own !== null,
    ownJidOf: (credentials) => own(credentials).own?.jid ?? null,
    connect: (setup: ConnectionSetup) => {
      const connection = new FakeConnection(setup, own(setup.credentials), whatsApp);
      connections.push(connection);
      onConnect(connection);
      return connection;
    },
    stored: {
      read: readStored,
      fileFactsOf: () => undefined,
      pollFactsOf: () => undefined,
      readFile: () => {
        throw new Error('a fake message has no file');
      },
      readAnswer: () => undefined,
    },
  };
}
