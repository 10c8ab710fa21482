import { type StoredMessageForm, type StoredMessages } from '../port/engine.js';
import { storedMessage } from './compose/stored.js';
import { decodeMessage } from './content/decode-message.js';
import { fileFactsOf } from './content/file-facts.js';
import { pollFactsOf } from './content/read-poll.js';
import { messageFactOf, type TaggedMessage } from './facts/message-fact.js';
import { readAnswer } from './facts/read-answer.js';
import { readReceivedFile } from './received-files/received-file.js';

const tagged = (stored: StoredMessageForm): TaggedMessage => ({
  ...storedMessage(stored),
  source: stored.source,
});

/** The rows of the message store are encoded protobufs. */
export const storedMessages: StoredMessages = {
  read: (stored) => messageFactOf(tagged(stored)),
  fileFactsOf: (payload) => fileFactsOf(decodeMessage(payload)),
  pollFactsOf: (payload) => pollFactsOf(decodeMessage(payload)),
  readFile: readReceivedFile,
  readAnswer: (answer, question, own) => readAnswer(tagged(answer), question, own),
};
