import { type ConnectionSetup, type EngineConnection } from './connection.js';
import { type Credentials } from './credentials.js';
import { type FileFacts, type PollFacts } from './stored-facts.js';
import { type MessageFact } from './facts.js';
import { type MessageReading } from './message.js';
import { type StoredContent } from './outgoing.js';
import { type ReceivedFile } from './received-file.js';
import { type OwnIdentity } from './connection.js';

/** A message row as the engine can read it. */
export interface StoredMessageForm extends StoredContent {
  readonly source: string;
}

/** One implementation of WhatsApp's protocol for linked devices. */
export interface Engine {
  newCredentials(): Credentials;
  readCredentials(stored: Uint8Array): Credentials;
  isPaired(credentials: Credentials): boolean;
  /** Null before the pairing. */
  ownJidOf(credentials: Credentials): string | null;
  connect(setup: ConnectionSetup): EngineConnection;
  readonly stored: StoredMessages;
}

/** Reads messages in the form in which the engine stored them; no connection is needed. */
export interface StoredMessages {
  read(message: StoredMessageForm): MessageFact;
  /** Undefined: the message has no file. */
  fileFactsOf(payload: Uint8Array): FileFacts | undefined;
  /** Undefined: the message is not a poll. */
  pollFactsOf(payload: Uint8Array): PollFacts | undefined;
  /** Reads a file that waited on disk. Throws on anything that `ReceivedFile.message` did not hold. */
  readFile(message: Buffer): ReceivedFile;
  /** Undefined: the secret of the question does not open the answer. */
  readAnswer(
    answer: StoredMessageForm,
    question: Uint8Array,
    own: Pick<OwnIdentity, 'jid' | 'lid'>,
  ): MessageReading | undefined;
}
