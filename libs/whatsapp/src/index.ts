export { AddressBook } from './address-book/address-book.js';
export { baileysEngine } from './baileys/engine.js';
export { addressesOf, contextOf, type TranslationContext } from './events/context.js';
export { envelope, type InstanceData } from './events/envelope.js';
export { instanceState } from './events/instance-state.js';
export { sentData } from './events/sent-data.js';
export { Converters } from './files/converters.js';
export { type FileToSend, prepareFile } from './files/prepare-file.js';
export { UnsupportedFileError } from './files/unsupported-file.js';
export { type ConnectionClose, undialled } from './port/connection-close.js';
export {
  type ChatActivity,
  type ConnectionListener,
  type EngineConnection,
  type EventSink,
  type OwnIdentity,
} from './port/connection.js';
export { type Credentials } from './port/credentials.js';
export { type Engine, type StoredMessageForm } from './port/engine.js';
export { type CallFact, type MessageFact } from './port/facts.js';
export {
  type Answer,
  type ContentOf,
  type FileContent,
  type LinkPreview,
  NotSentError,
  type OutgoingContent,
  type StoredContent,
  type UnsettledMessage,
} from './port/outgoing.js';
export { type Proxy } from './port/proxy.js';
export { type FileDownloads, type ReceivedFile } from './port/received-file.js';
export { type EventInterest, type SessionEvent } from './port/session-event.js';
export { type SessionStore } from './port/session-store.js';
export { DialError, type UnreachableReason } from './port/unreachable.js';
