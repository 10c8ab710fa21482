import { describe, expect, it } from '@jest/globals';
import { type EventName } from '@starling/contract';
import { type EngineFact, type FactOf, type MessageFact } from '../port/facts.js';
import { ANA, BOB, contextWith, GROUP, MOMENT } from '../testing/translation.js';
import { namesOf, translate } from './translate.js';

const key = { id: 'A', remoteJid: GROUP, participant: ANA.lid, participantAlt: ANA.jid };
const message: MessageFact = {
  key,
  pushName: 'ana',
  sentAt: MOMENT,
  source: '',
  reading: { type: 'text', content: 'Hi' },
  groupNote: { type: 'ephemeral', seconds: 60 },
  readFile: () => undefined,
};

/** One fact of each kind, and the chats of its events. */
const FACTS: {
  readonly [Kind in EngineFact['kind']]: [FactOf<Kind>, Partial<Record<EventName, string[]>>];
} = {
  message: [
    { kind: 'message', message },
    { 'message.exchange': [GROUP], 'group.flow': [GROUP] },
  ],
  statuses: [
    {
      kind: 'statuses',
      statuses: [ANA.jid, BOB.jid].map((remoteJid) => {
        const of = { id: 'A', remoteJid, fromMe: true };
        return { key: of, status: 'read', reader: remoteJid, at: MOMENT };
      }),
    },
    { 'message.status': [ANA.jid, BOB.jid] },
  ],
  call: [
    {
      kind: 'call',
      call: {
        callId: 'C',
        status: 'offer',
        from: ANA.lid,
        fromPhone: ANA.jid,
        groupJid: null,
        isGroup: false,
        isVideo: false,
        at: undefined,
        isTimeout: false,
        isAutoRejected: false,
      },
    },
    { 'call.update': [ANA.jid] },
  ],
  group: [
    {
      kind: 'group',
      group: {
        groupJid: GROUP,
        change: { type: 'fields', fields: { name: 'New', locked: true } },
      },
    },
    { 'group.flow': [GROUP, GROUP] },
  ],
  label: [
    {
      kind: 'label',
      label: { type: 'edit', labelId: '1', name: 'VIP', color: 1, isDeleted: false },
    },
    { 'label.update': [''] },
  ],
};

describe.each(Object.entries(FACTS))('A fact of the kind %s', (_, [fact, expected]) => {
  const names = Object.keys(expected) as EventName[];

  it('may become these events and no others', () => {
    expect(namesOf(fact)).toEqual(names);
  });

  it.each(names)('becomes %s when that is wanted, and nothing else', (wanted) => {
    const events = translate(fact, contextWith(), (name) => name === wanted);
    expect(new Set(events.map(({ name }) => name))).toEqual(new Set([wanted]));
    expect(events.map(({ chat }) => chat)).toEqual(expected[wanted]);
  });

  it('becomes nothing when nothing is wanted', () => {
    expect(translate(fact, contextWith(), () => false)).toEqual([]);
  });
});

describe('A message', () => {
  const exchangeOf = (change: Partial<MessageFact>) =>
    translate({ kind: 'message', message: { ...message, ...change } }, contextWith(), () => true);

  it('of a kind that is not reported gives no event', () => {
    expect(exchangeOf({ reading: undefined, groupNote: undefined })).toEqual([]);
  });

  it('is not read when only changes of groups are wanted', () => {
    const unreadable = {
      ...message,
      get reading(): never {
        throw new Error('it was read');
      },
    };
    const fact = { kind: 'message', message: unreadable } as const;
    const events = translate(fact, contextWith(), (name) => name === 'group.flow');
    expect(events).toMatchObject([{ payload: { type: 'ephemeral', value: 60 } }]);
  });

  it('brings its file along when its event shows one', () => {
    const [text] = exchangeOf({ groupNote: undefined });
    expect(text).not.toHaveProperty('readFile');
    const media = { type: 'image', mimeType: 'image/png' } as never;
    const reading = { type: 'image', content: '', blocks: { media } } as const;
    const [image] = exchangeOf({ groupNote: undefined, reading });
    expect(image).toHaveProperty('readFile', message.readFile);
  });
});
