export { AddressBook } from './address-book/address-book.js';
export { decodeMessage } from './baileys/content/decode-message.js';
export { EngineSocket } from './baileys/socket/engine-socket.js';
export { KnownUsers } from './baileys/sending/known-users.js';
export { type MessageSender } from './baileys/sending/message-sender.js';
export {
  type Answer,
  NotSentError,
  type Outgoing,
  type TaggedMessage as EngineMessage,
  type UnsettledMessage,
} from './port/outgoing.js';
export { type Proxy } from './baileys/socket/proxy-agent.js';
export { ownNameOf } from './baileys/socket/own-identity.js';
export { type OwnProfile, readOwnProfile } from './baileys/socket/read-own-profile.js';
export { silenceConsole } from './baileys/log/silence-console.js';
export { type SocketClose, socketClose } from './baileys/socket/socket-close.js';
export { DialError, type UnreachableReason } from './port/unreachable.js';
export {
  type EmittedEvent,
  type HistoryWish,
  type OwnIdentity,
  type SocketListener,
  type SocketSetup,
} from './port/connection.js';
export { composeButtons, composeCarousel } from './baileys/compose/buttons.js';
export { composeContact } from './baileys/compose/contact.js';
export { composeEvent } from './baileys/compose/event.js';
export { composeForm } from './baileys/compose/form.js';
export { composeList } from './baileys/compose/list.js';
export { composeLocation } from './baileys/compose/location.js';
export { type MenuHeaderMedia } from './baileys/compose/menu.js';
export { composePix } from './baileys/compose/pix.js';
export { composePoll } from './baileys/compose/poll.js';
export { composeReaction } from './baileys/compose/reaction.js';
export { composeStory } from './baileys/compose/story.js';
export { sentData } from './events/sent-data.js';
export { composeText, firstLinkIn, type LinkPreview } from './baileys/compose/text.js';
export { Converters } from './files/converters.js';
export { type FileToSend, prepareFile } from './files/prepare-file.js';
export { UnsupportedFileError } from './files/unsupported-file.js';
export { type FileDownloads } from './baileys/received-files/file-downloads.js';
export {
  type ReceivedFile,
  receivedFile,
  readReceivedFile,
} from './baileys/received-files/received-file.js';
export { arePaired, decodeCreds } from './baileys/keys/creds-codec.js';
export { KeyCache } from './baileys/keys/key-cache.js';
export {
  type JournalEntry,
  type SessionWrite,
  type SessionStore,
  type StoredMessage,
} from './port/session-store.js';
export {
  initAuthCreds as newCreds,
  type AuthenticationCreds,
  type BaileysEventMap,
} from '@whiskeysockets/baileys';
export { callUpdate } from './events/call-update.js';
export { addressesOf, type Party, type TranslationContext } from './events/context.js';
export { envelope, type InstanceData } from './events/envelope.js';
export { flowOfMessage } from './events/group-flow/flow-of-message.js';
export { groupChanges, groupDeleted } from './events/group-flow/group-changes.js';
export { joinedGroup, joinRequest, participantsFlow } from './events/group-flow/member-changes.js';
export { instanceState } from './events/instance-state.js';
export { labelAssociation, labelEdit } from './events/label-update.js';
export { describeMessage } from './baileys/content/describe-message.js';
export { type FileFacts, fileFactsOf } from './baileys/content/file-facts.js';
export { exchangeOf, messageExchange } from './events/message-exchange/message-exchange.js';
export { type Reading } from './baileys/content/reading.js';
export { pollFactsOf } from './baileys/content/read-poll.js';
export { askedBy, readSecretAnswer } from './baileys/content/secret-answers.js';
export { statusesOfReceipts, statusesOfUpdates } from './events/message-status/message-status.js';
