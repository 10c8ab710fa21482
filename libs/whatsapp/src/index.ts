export { EngineSocket } from './engine/engine-socket.js';
export { type Proxy } from './engine/proxy-agent.js';
export { type OwnProfile, readOwnProfile } from './engine/read-own-profile.js';
export { silenceConsole } from './engine/silence-console.js';
export { type SocketClose } from './engine/socket-close.js';
export {
  type EmittedEvent,
  type HistoryWish,
  type OwnIdentity,
  type SocketListener,
  type SocketSetup,
} from './engine/socket-setup.js';
export { arePaired, decodeCreds } from './keys/creds-codec.js';
export { KeyCache } from './keys/key-cache.js';
export {
  type JournalEntry,
  type MemoryWrite,
  type SessionMemory,
  type StoredMessage,
} from './session-memory.js';
export {
  initAuthCreds as newCreds,
  type AuthenticationCreds,
  type BaileysEventMap,
} from '@whiskeysockets/baileys';
