import { describe, expect, it } from '@jest/globals';
import { messageStatusPayload } from '@starling/contract';
import { type BaileysEventMap, proto, type WAMessageKey } from '@whiskeysockets/baileys';
import { inContract } from '../testing/in-contract.js';
import { ANA, AT, BOB, contextWith, GROUP, MOMENT, OWN, SECONDS } from '../testing/translation.js';
import { factsOfReceipts, factsOfUpdates, ownAddresses } from '../baileys/facts/status-facts.js';
import { messageStatuses } from './message-status.js';

type Update = BaileysEventMap['messages.update'][number]['update'];
type Receipt = BaileysEventMap['message-receipt.update'][number]['receipt'];

const { Status } = proto.WebMessageInfo;

const key = (change: Partial<WAMessageKey> = {}): WAMessageKey => ({
  remoteJid: ANA.jid,
  fromMe: true,
  id: 'A1',
  ...change,
});

const judged = (payloads: readonly object[]) =>
  payloads.map((payload) => inContract(messageStatusPayload, payload));

const ofUpdates = (...updates: [WAMessageKey, Update][]) =>
  judged(
    messageStatuses(
      factsOfUpdates(updates.map(([of, update]) => ({ key: of, update }))),
      contextWith(),
    ),
  );

const receiptFacts = (...receipts: [WAMessageKey, Receipt][]) =>
  factsOfReceipts(
    receipts.map(([of, receipt]) => ({ key: of, receipt })),
    ownAddresses(OWN),
  );

const ofReceipts = (...receipts: [WAMessageKey, Receipt][]) =>
  judged(messageStatuses(receiptFacts(...receipts), contextWith()));

const at = (status: number): Update => ({ status, messageTimestamp: SECONDS });

describe('A receipt of one person', () => {
  it.each([
    ['delivered', Status.DELIVERY_ACK],
    ['read', Status.READ],
    ['played', Status.PLAYED],
  ])('tells that a message of ours was %s', (word, status) => {
    expect(ofUpdates([key(), at(status)])).toEqual([
      {
        timestamp: MOMENT,
        status: word,
        messageIds: ['A1'],
        chat: { jid: ANA.jid, type: 'private' },
        recipient: ANA.jid,
        isFromMe: true,
      },
    ]);
  });

  it.each([
    ['read_self', Status.READ],
    ['played_self', Status.PLAYED],
  ])('of our own other device is %s', (word, status) => {
    expect(ofUpdates([key({ fromMe: false }), at(status)])).toEqual([
      {
        timestamp: MOMENT,
        status: word,
        messageIds: ['A1'],
        chat: { jid: ANA.jid, type: 'private' },
        recipient: OWN.jid,
        isFromMe: false,
      },
    ]);
  });

  it('by a hidden address and a device names the phone, plainly', () => {
    expect(ofUpdates([key({ remoteJid: '901:7@lid' }), at(Status.READ)])).toMatchObject([
      { chat: { jid: ANA.jid }, recipient: ANA.jid },
    ]);
  });

  it('that covers several messages is one event', () => {
    const one = at(Status.READ);
    expect(
      ofUpdates(
        [key(), one],
        [key({ id: 'A2' }), one],
        [key({ id: 'A3', remoteJid: BOB.jid }), one],
      ),
    ).toMatchObject([
      { messageIds: ['A1', 'A2'], chat: { jid: ANA.jid } },
      { messageIds: ['A3'], chat: { jid: BOB.jid } },
    ]);
  });

  it.each<[string, [WAMessageKey, Update]]>([
    ['another word', [key({ id: 'A2' }), at(Status.PLAYED)]],
    ['another moment', [key({ id: 'A2' }), { ...at(Status.READ), messageTimestamp: SECONDS + 1 }]],
  ])('of %s is an event of its own', (_, second) => {
    expect(ofUpdates([key(), at(Status.READ)], second)).toHaveLength(2);
  });

  it('without a time of its own is of now', () => {
    for (const messageTimestamp of [0, Number.NaN]) {
      const update = { status: Status.READ, messageTimestamp };
      expect(ofUpdates([key(), update])).toMatchObject([{ timestamp: AT }]);
    }
  });
});

describe('A message that WhatsApp refused', () => {
  const refused = { status: Status.ERROR, messageStubParameters: ['479'] };

  it('is a server error that nobody received', () => {
    expect(ofUpdates([key(), refused])).toMatchObject([
      { status: 'server_error', recipient: null, isFromMe: true, timestamp: AT },
    ]);
  });

  it('in a group names us as its author', () => {
    expect(ofUpdates([key({ remoteJid: GROUP }), refused])).toMatchObject([
      { chat: { jid: GROUP, type: 'group' }, messageSender: OWN.jid },
    ]);
  });
});

describe('What else updates a message', () => {
  it.each<[string, Update]>([
    ['an edit', { message: { editedMessage: { message: { conversation: 'b' } } } }],
    ['a revoke', { message: null, messageStubType: proto.WebMessageInfo.StubType.REVOKE }],
    ['a vote', { pollUpdates: [{}] }],
    ['an answer to an event', { eventResponses: [{}] }],
    ['a file that was uploaded again', { message: { imageMessage: { url: 'x' } } }],
    ['a star', { starred: true }],
    ['being sent', { status: Status.SERVER_ACK }],
    ['waiting', { status: Status.PENDING }],
  ])('is no event when it is %s', (_, update) => {
    expect(ofUpdates([key(), { messageTimestamp: SECONDS, ...update }])).toEqual([]);
  });

  it('is no event when our other device merely received it', () => {
    expect(ofUpdates([key({ fromMe: false }), at(Status.DELIVERY_ACK)])).toEqual([]);
  });

  it('is no event when it names no chat', () => {
    expect(ofUpdates([key({ remoteJid: undefined }), at(Status.DELIVERY_ACK)])).toEqual([]);
  });
});

describe('A receipt in a group', () => {
  const inGroup = (participant: string, id = 'A1') => key({ remoteJid: GROUP, participant, id });

  it.each<[string, Receipt]>([
    ['delivered', { userJid: ANA.lid, receiptTimestamp: SECONDS }],
    ['read', { userJid: ANA.lid, readTimestamp: SECONDS }],
    ['played', { userJid: ANA.lid, readTimestamp: 1, playedTimestamp: SECONDS }],
  ])('tells by whom a message of ours was %s', (status, receipt) => {
    expect(ofReceipts([inGroup(ANA.lid), receipt])).toEqual([
      {
        timestamp: MOMENT,
        status,
        messageIds: ['A1'],
        chat: { jid: GROUP, type: 'group' },
        recipient: ANA.jid,
        isFromMe: true,
        messageSender: OWN.jid,
      },
    ]);
  });

  it('is one event for each member, whatever the number of messages', () => {
    const by = (userJid: string) => ({ userJid, readTimestamp: SECONDS });
    expect(
      ofReceipts(
        [inGroup(ANA.lid), by(ANA.lid)],
        [inGroup(ANA.lid, 'A2'), by(ANA.lid)],
        [inGroup(BOB.jid), by(BOB.jid)],
      ),
    ).toMatchObject([
      { recipient: ANA.jid, messageIds: ['A1', 'A2'] },
      { recipient: BOB.jid, messageIds: ['A1'] },
    ]);
  });

  it.each([OWN.jid, OWN.lid])(
    'of our own other device %s is ours, and no author is known',
    (own) => {
      const read = { userJid: own, readTimestamp: SECONDS };
      const [status, ...more] = ofReceipts([inGroup(own), read]);
      expect(more).toEqual([]);
      expect(status).toMatchObject({ status: 'read_self', isFromMe: false, recipient: OWN.jid });
      expect(status).not.toHaveProperty('messageSender');
      expect(ofReceipts([inGroup(own), { userJid: own, receiptTimestamp: SECONDS }])).toEqual([]);
    },
  );

  it('without any time is no event', () => {
    expect(ofReceipts([inGroup(ANA.lid), { userJid: ANA.lid }])).toEqual([]);
  });

  it('of an announcement group carries the mark of the community', () => {
    const context = contextWith({ isCommunityAnnouncement: () => true });
    const receipt = { userJid: ANA.lid, readTimestamp: SECONDS };
    const statuses = messageStatuses(receiptFacts([inGroup(ANA.lid), receipt]), context);
    expect(judged(statuses)).toMatchObject([{ chat: { isCommunity: true } }]);
  });

  it('of a story names who saw it, and no author', () => {
    const story = key({ remoteJid: 'status@broadcast', participant: ANA.lid });
    const [status] = ofReceipts([story, { userJid: ANA.lid, readTimestamp: SECONDS }]);
    expect(status).toMatchObject({ chat: { type: 'status' }, recipient: ANA.jid });
    expect(status).not.toHaveProperty('messageSender');
  });
});
