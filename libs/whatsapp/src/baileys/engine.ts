import { type AuthenticationCreds, initAuthCreds } from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { type Credentials } from '../port/credentials.js';
import { type Engine } from '../port/engine.js';
import { arePaired, decodeCreds } from './keys/creds-codec.js';
import { KeyCache } from './keys/key-cache.js';
import { silenceConsole } from './log/silence-console.js';
import { EngineSocket } from './socket/engine-socket.js';
import { storedMessages } from './stored-messages.js';

const opaque = (creds: AuthenticationCreds): Credentials => creds as unknown as Credentials;
const own = (credentials: Credentials): AuthenticationCreds =>
  credentials as unknown as AuthenticationCreds;

/** WhatsApp through Baileys. The connections of one engine share a cache of keys. */
export function baileysEngine(): Engine {
  // libsignal prints keys to the console.
  silenceConsole();
  const cache = new KeyCache();
  return {
    newCredentials: () => opaque(initAuthCreds()),
    readCredentials: (stored) => opaque(decodeCreds(stored)),
    isPaired: (credentials) => arePaired(own(credentials)),
    ownJidOf: (credentials) => {
      const { me } = own(credentials);
      return me ? plainJid(me.id) : null;
    },
    connect: (setup) => new EngineSocket(setup, own(setup.credentials), cache),
    stored: storedMessages,
  };
}
