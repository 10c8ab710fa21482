import { baileysEngine } from '../baileys/engine.js';
import { type SessionStore } from '../port/session-store.js';
import { type ClientSetup, EngineClient } from './engine-client.js';

/** Each connection has an engine of its own, as after a restart of the process: nothing is cached. */
export const connectBaileys = (
  url: string,
  store: SessionStore,
  more: ClientSetup = {},
): Promise<EngineClient> => EngineClient.connect(baileysEngine(), store, { url, ...more });
