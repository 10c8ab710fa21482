export { AddressBook } from './address-book/address-book.js';
export { decodeMessage } from './engine/decode-message.js';
export { EngineSocket } from './engine/engine-socket.js';
export { KnownUsers } from './engine/known-users.js';
export { type MessageSender } from './engine/message-sender.js';
export {
  type Answer,
  NotSentError,
  type Outgoing,
  type TaggedMessage as EngineMessage,
  type UnsettledMessage,
} from './engine/outgoing.js';
export { type Proxy } from './engine/proxy-agent.js';
export { ownNameOf } from './engine/own-identity.js';
export { type OwnProfile, readOwnProfile } from './engine/read-own-profile.js';
export { silenceConsole } from './engine/silence-console.js';
export { type SocketClose, socketClose } from './engine/socket-close.js';
export { DialError, type UnreachableReason } from './engine/unreachable.js';
export {
  type EmittedEvent,
  type HistoryWish,
  type OwnIdentity,
  type SocketListener,
  type SocketSetup,
} from './engine/socket-setup.js';
export { composeButtons, composeCarousel } from './outgoing/buttons.js';
export { composeContact } from './outgoing/contact.js';
export { composeEvent } from './outgoing/event.js';
export { composeForm } from './outgoing/form.js';
export { composeList } from './outgoing/list.js';
export { composeLocation } from './outgoing/location.js';
export { type MenuHeaderMedia } from './outgoing/menu.js';
export { composePix } from './outgoing/pix.js';
export { composePoll } from './outgoing/poll.js';
export { composeReaction } from './outgoing/reaction.js';
export { composeStory } from './outgoing/story.js';
export { sentData } from './outgoing/sent-data.js';
export { composeText, firstLinkIn, type LinkPreview } from './outgoing/text.js';
export { Converters } from './files/converters.js';
export { type FileToSend, prepareFile } from './files/prepare-file.js';
export { UnsupportedFileError } from './files/unsupported-file.js';
export { type FileDownloads } from './received-files/file-downloads.js';
export {
  type ReceivedFile,
  receivedFile,
  readReceivedFile,
} from './received-files/received-file.js';
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
export { callUpdate } from './translators/call-update/call-update.js';
export { addressesOf, type Party, type TranslationContext } from './translators/context.js';
export { envelope, type InstanceData } from './translators/envelope.js';
export { flowOfMessage } from './translators/group-flow/flow-of-message.js';
export { groupChanges, groupDeleted } from './translators/group-flow/group-changes.js';
export {
  joinedGroup,
  joinRequest,
  participantsFlow,
} from './translators/group-flow/member-changes.js';
export { instanceState } from './translators/instance-state.js';
export { labelAssociation, labelEdit } from './translators/label-update/label-update.js';
export { describeMessage } from './translators/message-exchange/describe-message.js';
export { type FileFacts, fileFactsOf } from './translators/message-exchange/file-facts.js';
export { exchangeOf, messageExchange } from './translators/message-exchange/message-exchange.js';
export { type Reading } from './translators/message-exchange/reading.js';
export { pollFactsOf } from './translators/message-exchange/read-poll.js';
export { askedBy, readSecretAnswer } from './translators/message-exchange/secret-answers.js';
export {
  statusesOfReceipts,
  statusesOfUpdates,
} from './translators/message-status/message-status.js';
