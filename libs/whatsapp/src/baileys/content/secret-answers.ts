import { createHash } from 'node:crypto';
import {
  decryptEventResponse,
  decryptPollVote,
  proto,
  type WAMessage,
} from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { pollOf, readPoll } from './read-poll.js';
import { type Content, type RawReading } from './reading.js';
import { unwrap } from './unwrap.js';

/** The message that a vote or an event's answer belongs to. */
export function askedBy({ message }: WAMessage): proto.IMessageKey | null | undefined {
  const content = unwrap(message);
  return (
    content?.pollUpdateMessage?.pollCreationMessageKey ??
    content?.encEventResponseMessage?.eventCreationMessageKey
  );
}

const { EventResponseType } = proto.Message.EventResponseMessage;
const ANSWERS: Readonly<Record<number, 'going' | 'not_going' | 'maybe'>> = {
  [EventResponseType.GOING]: 'going',
  [EventResponseType.NOT_GOING]: 'not_going',
  [EventResponseType.MAYBE]: 'maybe',
};

interface Parties {
  /** The addresses under which the question may have been asked and the answer given; phone or LID. */
  readonly askers: readonly string[];
  readonly answerers: readonly string[];
}

/** Undefined when the secret does not open the answer for any of the addresses. */
export function readSecretAnswer(
  message: WAMessage,
  asked: Content,
  parties: Parties,
): RawReading | undefined {
  const answer = unwrap(message.message);
  const question = unwrap(asked);
  const secret = (asked.messageContextInfo ?? question?.messageContextInfo)?.messageSecret;
  if (!answer || !question || !secret) return undefined;
  for (const asker of parties.askers.map(plainJid)) {
    for (const answerer of parties.answerers.map(plainJid)) {
      const reading = attempt(answer, question, secret, asker, answerer);
      if (reading) return { ...reading, about: questionSeenHere(message) };
    }
  }
  return undefined;
}

/** Baileys converts the key in a vote to this account's view; the key in an event's answer keeps the sender's view. */
function questionSeenHere(message: WAMessage): proto.IMessageKey | null | undefined {
  const { key: answer } = message;
  const question = askedBy(message);
  const isEvent = Boolean(unwrap(message.message)?.encEventResponseMessage);
  if (!question || !isEvent || answer.fromMe) return question;
  if (question.fromMe) return { ...question, fromMe: false, participant: answer.participant };
  // In a private chat the author is the one who does not answer.
  return question.participant ? question : { ...question, fromMe: true };
}

function attempt(
  { pollUpdateMessage, encEventResponseMessage }: Content,
  question: Content,
  secret: Uint8Array,
  asker: string,
  answerer: string,
): RawReading | undefined {
  try {
    if (pollUpdateMessage?.vote) {
      const pollMsgId = pollUpdateMessage.pollCreationMessageKey?.id ?? '';
      const vote = decryptPollVote(pollUpdateMessage.vote, {
        pollCreatorJid: asker,
        pollMsgId,
        pollEncKey: secret,
        voterJid: answerer,
      });
      return readVote(vote, question, pollMsgId);
    }
    if (!encEventResponseMessage) return undefined;
    const eventMsgId = encEventResponseMessage.eventCreationMessageKey?.id ?? '';
    const response = decryptEventResponse(encEventResponseMessage, {
      eventCreatorJid: asker,
      eventMsgId,
      eventEncKey: secret,
      responderJid: answerer,
    });
    return readResponse(response, question, eventMsgId);
  } catch {
    return undefined;
  }
}

function readVote(
  { selectedOptions }: proto.Message.IPollVoteMessage,
  question: Content,
  messageId: string,
): RawReading {
  const chosen = new Set((selectedOptions ?? []).map((hash) => Buffer.from(hash).toString('hex')));
  const names = (pollOf(question)?.options ?? []).map(({ optionName }) => optionName ?? '');
  const options = names
    .filter((name) => chosen.has(createHash('sha256').update(name).digest('hex')))
    .map((name) => ({ name }));
  const title = pollOf(question)?.name ?? '';
  return {
    type: 'poll-update',
    content: options.map(({ name }) => name).join(', '),
    extras: {
      reply: { message_id: messageId, text: readPoll(question)?.content ?? '', sender: '' },
      poll: { messageId, title, options },
    },
  };
}

function readResponse(
  { response, extraGuestCount }: proto.Message.IEventResponseMessage,
  question: Content,
  messageId: string,
): RawReading {
  const word = ANSWERS[response ?? 0] ?? 'maybe';
  return {
    type: 'event-response',
    content: word,
    extras: {
      reply: { message_id: messageId, text: question.eventMessage?.name ?? '', sender: '' },
      event: { messageId, response: word, extraGuestCount: extraGuestCount ?? 0 },
    },
  };
}
