import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { messageExchangePayload } from '@starling/contract';
import { proto, type WAMessageKey } from '@whiskeysockets/baileys';
import { inContract } from '../../testing/in-contract.js';
import {
  ANA,
  BOB,
  contextWith,
  decoded,
  GROUP,
  OWN,
  received,
  whole,
} from '../../testing/translation.js';
import { messageExchange } from '../../events/message-exchange.js';
import { AnswerReader } from '../facts/answer-reader.js';
import { messageFactOf } from '../facts/message-fact.js';
import { withContext } from './read-message.js';
import { askedBy, readSecretAnswer } from './secret-answers.js';

const SECRET = randomBytes(32);
const hmac = (key: Uint8Array, data: Uint8Array) => createHmac('sha256', key).update(data).digest();

/** As a phone seals it: the key hangs on the question, on who asked and on who answers. */
function seal(label: string, asker: string, answerer: string, answer: Uint8Array) {
  const context = Buffer.concat([
    Buffer.from(`3EB0Q${asker}${answerer}${label}`),
    Buffer.from([1]),
  ]);
  const sealing = hmac(hmac(new Uint8Array(32), SECRET), context);
  const encIv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealing, encIv);
  cipher.setAAD(Buffer.from(`3EB0Q\u0000${answerer}`));
  const encPayload = Buffer.concat([cipher.update(answer), cipher.final(), cipher.getAuthTag()]);
  return { encPayload, encIv };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

const vote = (asker: string, voter: string, chosen: readonly string[]) =>
  seal(
    'Poll Vote',
    asker,
    voter,
    proto.Message.PollVoteMessage.encode({ selectedOptions: chosen.map(sha256) }).finish(),
  );

const options = ['A', 'B', 'C'].map((optionName) => ({ optionName }));
const poll = { name: 'Which?', options, selectableOptionsCount: 2 };
const messageContextInfo = { messageSecret: SECRET };
const ASKED = { remoteJid: ANA.jid, fromMe: true, id: '3EB0Q' };

const parties = { askers: [OWN.lid, OWN.jid], answerers: [ANA.lid, ANA.jid] };

function tellVote(
  question: proto.IMessage,
  content: proto.IMessage,
  key: Partial<WAMessageKey> = {},
) {
  const message = received(content, key);
  const reading = readSecretAnswer(message, decoded(question), parties);
  if (!reading) return undefined;
  const payload = messageExchange(messageFactOf(message), withContext(reading), contextWith());
  return inContract(messageExchangePayload, payload);
}

const update = (chosen: readonly string[], asker = OWN.lid, voter = ANA.lid): proto.IMessage => ({
  pollUpdateMessage: { pollCreationMessageKey: ASKED, vote: vote(asker, voter, chosen) },
});

const choosing = (chosen: readonly string[]) =>
  whole({
    type: 'poll-update',
    content: chosen.join(', '),
    reply: { message_id: '3EB0Q', text: 'Which?\n1. A\n2. B\n3. C', sender: OWN.jid },
    poll: { messageId: '3EB0Q', title: 'Which?', options: chosen.map((name) => ({ name })) },
  });

describe('A vote', () => {
  it.each([[['B']], [['A', 'C']], [[]]])('for %p tells the options by their names', (chosen) => {
    const exchange = tellVote({ pollCreationMessageV3: poll, messageContextInfo }, update(chosen));
    expect(exchange).toMatchObject({ sender: ANA, direction: 'incoming' });
    expect(exchange?.message).toEqual(choosing(chosen));
  });

  it.each([
    [OWN.jid, ANA.jid],
    [OWN.jid, ANA.lid],
    [OWN.lid, ANA.jid],
  ])('opens as well when it was sealed between %s and %s', (asker, voter) => {
    const content = update(['B'], asker, voter);
    expect(tellVote({ pollCreationMessage: poll, messageContextInfo }, content)).toBeDefined();
  });

  it('opens in a chat that forgets', () => {
    const inside = { pollCreationMessageV3: poll, messageContextInfo };
    const exchange = tellVote(
      { ephemeralMessage: { message: inside } },
      { ephemeralMessage: { message: update(['B']) } },
    );
    expect(exchange?.message).toEqual(choosing(['B']));
  });

  it('of somebody else, or without a secret, gives nothing', () => {
    const question = { pollCreationMessageV3: poll, messageContextInfo };
    expect(tellVote(question, update(['B'], OWN.lid, BOB.jid))).toBeUndefined();
    expect(tellVote({ pollCreationMessageV3: poll }, update(['B']))).toBeUndefined();
    expect(tellVote(question, { conversation: 'B' })).toBeUndefined();
  });
});

describe('An answer to an event', () => {
  const { EventResponseType } = proto.Message.EventResponseMessage;
  const sealed = (response: number, extraGuestCount = 0) =>
    seal(
      'Event Response',
      OWN.jid,
      ANA.jid,
      proto.Message.EventResponseMessage.encode({ response, extraGuestCount }).finish(),
    );
  const answer = (response: number, key: object, guests?: number): proto.IMessage => ({
    encEventResponseMessage: { eventCreationMessageKey: key, ...sealed(response, guests) },
  });
  const question = { eventMessage: { name: 'Demo' }, messageContextInfo };
  const seenByAna = { remoteJid: OWN.jid, fromMe: false, id: '3EB0Q' };

  it.each([
    ['going', EventResponseType.GOING],
    ['not_going', EventResponseType.NOT_GOING],
    ['maybe', EventResponseType.MAYBE],
  ])('tells %s', (word, response) => {
    expect(tellVote(question, answer(response, seenByAna, 2))?.message).toEqual(
      whole({
        type: 'event-response',
        content: word,
        reply: { message_id: '3EB0Q', text: 'Demo', sender: OWN.jid },
        event: { messageId: '3EB0Q', response: word, extraGuestCount: 2 },
      }),
    );
  });

  it.each([
    ['our own, of one person', seenByAna, {}, OWN.jid],
    ['that of who answers', { ...seenByAna, fromMe: true }, {}, ANA.jid],
    [
      'our own in a group',
      { ...seenByAna, remoteJid: GROUP, participant: OWN.lid },
      { remoteJid: GROUP, participant: ANA.lid },
      OWN.jid,
    ],
    [
      "a third one's in a group",
      { ...seenByAna, remoteJid: GROUP, participant: BOB.jid },
      { remoteJid: GROUP, participant: ANA.lid },
      BOB.jid,
    ],
    [
      'that of who answers in a group',
      { ...seenByAna, remoteJid: GROUP, fromMe: true },
      { remoteJid: GROUP, participant: ANA.lid },
      ANA.jid,
    ],
  ])('names who made the event when it is %s', (_, about, key, sender) => {
    const exchange = tellVote(question, answer(EventResponseType.GOING, about), key);
    expect(exchange?.message).toMatchObject({ reply: { sender } });
  });
});

describe('The question of an answer', () => {
  it('is named through a wrapper too', () => {
    const content = update(['B']);
    for (const message of [content, { ephemeralMessage: { message: content } }]) {
      expect(askedBy(received(message))).toMatchObject({ id: '3EB0Q' });
    }
    expect(askedBy(received({ conversation: 'B' }))).toBeUndefined();
  });
});

describe('The reader of answers', () => {
  const question = proto.Message.encode(
    decoded({ pollCreationMessageV3: poll, messageContextInfo }),
  ).finish();

  function readerOf(stored: Uint8Array | undefined) {
    const asked: [id: string, chatJid: string][] = [];
    const findMessage = (id: string, chatJid: string) => {
      asked.push([id, chatJid]);
      return Promise.resolve(stored);
    };
    return { asked, reader: new AnswerReader({ findMessage }, () => OWN) };
  }

  const factOf = (reader: AnswerReader, content: proto.IMessage, key?: Partial<WAMessageKey>) => {
    const message = received(content, key);
    return reader.with(messageFactOf(message), message);
  };

  it('looks the question up by its id in the chat of the answer, and not before it is asked', async () => {
    const { asked, reader } = readerOf(question);
    const fact = factOf(reader, update(['B']), { remoteJidAlt: ANA.lid });
    expect(fact.reading).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await fact.readAnswer?.()).toMatchObject({ type: 'poll-update', content: 'B' });
    expect(asked).toEqual([['3EB0Q', ANA.jid]]);
  });

  it.each<[string, Partial<WAMessageKey>]>([
    ['a private chat, the other address of the voter in the chat', { remoteJidAlt: ANA.lid }],
    ['a group', { remoteJid: GROUP, participant: ANA.lid, participantAlt: ANA.jid }],
  ])('tries every address that may have sealed a vote in %s', async (_, key) => {
    const { reader } = readerOf(question);
    for (const [asker, voter] of [
      [OWN.lid, ANA.lid],
      [OWN.jid, ANA.jid],
      [OWN.lid, ANA.jid],
    ]) {
      const fact = factOf(reader, update(['A', 'C'], asker, voter), key);
      expect(await fact.readAnswer?.()).toMatchObject({ content: 'A, C' });
    }
  });

  it('reads a vote of this number in its own poll', async () => {
    const { reader } = readerOf(question);
    const fact = factOf(reader, update(['B'], OWN.lid, OWN.jid), { fromMe: true });
    expect(await fact.readAnswer?.()).toMatchObject({ content: 'B' });
  });

  it('has nothing to say when the question is not stored or another person sealed the answer', async () => {
    const unknown = factOf(readerOf(undefined).reader, update(['B']), { remoteJidAlt: ANA.lid });
    expect(await unknown.readAnswer?.()).toBeUndefined();
    const strange = factOf(readerOf(question).reader, update(['B'], OWN.lid, BOB.jid), {
      remoteJidAlt: ANA.lid,
    });
    expect(await strange.readAnswer?.()).toBeUndefined();
  });

  it('leaves every other message as it is', () => {
    const message = received({ conversation: 'B' });
    const fact = messageFactOf(message);
    expect(readerOf(question).reader.with(fact, message)).toBe(fact);
  });
});
