import { describe, expect, it } from '@jest/globals';
import { type EventName } from '@starling/contract';
import { AddressBook, type FindPeople } from '../address-book/address-book.js';
import { type EngineFact, type MessageFact } from '../port/facts.js';
import { type EventInterest, type SessionEvent } from '../port/session-event.js';
import { deferred } from '../testing/deferred.js';
import { ANA, GROUP, MOMENT, OWN } from '../testing/translation.js';
import { EventFeed } from './event-feed.js';

const STRANGER = '77@lid';
const PHONE = '5581900000077@s.whatsapp.net';

/** A message of a person whose both addresses are on it, unless it says otherwise. */
const message = (id: string, more: Partial<MessageFact> = {}): EngineFact => ({
  kind: 'message',
  message: {
    key: { id, remoteJid: ANA.jid, remoteJidAlt: ANA.lid, fromMe: false },
    pushName: 'ana',
    sentAt: MOMENT,
    source: '',
    reading: { type: 'text', content: id },
    readFile: () => undefined,
    ...more,
  },
});

const ofStranger = (id: string): EngineFact =>
  message(id, { key: { id, remoteJid: STRANGER, fromMe: false }, pushName: '' });

const dissolved: EngineFact = {
  kind: 'group',
  group: { groupJid: GROUP, change: { type: 'delete' } },
};

const wantsOnly = (...names: EventName[]): EventInterest => ({
  wants: (name) => names.includes(name),
  wantsFiles: false,
});

class Sink {
  readonly events: SessionEvent[] = [];
  readonly asked: (readonly EventName[])[] = [];
  isGivenUp = false;
  interest: EventInterest | undefined = { wants: () => true, wantsFiles: false };
  /** What the sink answers to each publication. */
  published: Promise<void> | undefined;

  isListening = (): boolean => !this.isGivenUp;
  interestIn = (names: readonly EventName[]): EventInterest | undefined => {
    this.asked.push(names);
    return this.interest;
  };
  publish = (event: SessionEvent): Promise<void> | undefined => {
    this.events.push(event);
    return this.published;
  };
  /** What the events are about: the id of a message, or the name of another event. */
  get told(): string[] {
    return this.events.map(({ name, payload }) =>
      name === 'message.exchange' ? payload.id : name,
    );
  }
}

function feedWith(find?: FindPeople) {
  const sink = new Sink();
  const book = new AddressBook(find);
  book.learnPeople([{ jid: ANA.jid, otherJid: ANA.lid, names: { fullName: 'Ana' } }]);
  book.learnGroup({ jid: GROUP, subject: 'Dev Team' });
  return { sink, feed: new EventFeed(book, () => OWN, sink) };
}

/** Lets everything go on that waits for nothing. */
const settled = () => new Promise(setImmediate);

describe('A feed', () => {
  it('publishes at once when nothing has to be waited for', () => {
    const { sink, feed } = feedWith();
    expect(feed.publish(message('A'))).toBeUndefined();
    expect(sink.events).toMatchObject([
      {
        name: 'message.exchange',
        chat: ANA.jid,
        identity: `${ANA.jid}|false||A|text`,
        payload: { id: 'A', chat: ANA, sender: ANA },
      },
    ]);
  });

  it('asks once for all events that a fact may become', () => {
    const { sink, feed } = feedWith();
    void feed.publish(message('A'));
    void feed.publish(dissolved);
    expect(sink.asked).toEqual([['message.exchange', 'group.flow'], ['group.flow']]);
  });

  it('keeps the order of events although an earlier one waits for its row', async () => {
    const { sink, feed } = feedWith();
    const { promise: stored, resolve } = deferred<void>();
    const first = feed.publish(message('A'), stored);
    const second = feed.publish(message('B'));
    const third = feed.publish(dissolved);
    await settled();
    expect(sink.told).toEqual([]);
    resolve();
    await Promise.all([first, second, third]);
    expect(sink.told).toEqual(['A', 'B', 'group.flow']);
  });

  it('publishes nothing of a message whose row could not be stored, and goes on with the next one', async () => {
    const { sink, feed } = feedWith();
    const { promise: stored, reject } = deferred<void>();
    const first = feed.publish(message('A'), stored);
    const second = feed.publish(message('B'));
    reject(new Error('disk full'));
    await expect(first).rejects.toThrow('disk full');
    await second;
    expect(sink.told).toEqual(['B']);
  });

  it('is done with an event when its publication is', async () => {
    const { sink, feed } = feedWith();
    const { promise, resolve } = deferred<void>();
    sink.published = promise;
    let isDone = false;
    const publishing = feed.publish(message('A'))?.then(() => (isDone = true));
    await settled();
    expect([sink.told, isDone]).toEqual([['A'], false]);
    resolve();
    await publishing;
    expect(isDone).toBe(true);
  });

  it('rejects when a publication fails', async () => {
    const { sink, feed } = feedWith();
    sink.published = Promise.reject(new Error('redis is away'));
    await expect(feed.publish(message('A'))).rejects.toThrow('redis is away');
  });
});

describe('A fact that no receiver wants', () => {
  const untouchable = {
    kind: 'message',
    get message(): MessageFact {
      throw new Error('it was translated');
    },
  } as const;

  it('is not translated, and is done with as soon as its row is stored', async () => {
    const { sink, feed } = feedWith();
    sink.interest = undefined;
    expect(feed.publish(untouchable)).toBeUndefined();
    const stored = Promise.resolve();
    expect(feed.publish(untouchable, stored)).toBe(stored);
    await stored;
    expect(sink.told).toEqual([]);
  });

  it('is translated for the events that are wanted alone', () => {
    const { sink, feed } = feedWith();
    sink.interest = wantsOnly('group.flow');
    const note = { type: 'ephemeral', seconds: 60 } as const;
    const key = { id: 'A', remoteJid: GROUP, participant: ANA.lid, participantAlt: ANA.jid };
    const fact = message('A', { key, groupNote: note });
    void feed.publish(fact);
    expect(sink.events).toMatchObject([{ name: 'group.flow', payload: { value: 60 } }]);
  });

  it('is translated although only its file is wanted', () => {
    const { sink, feed } = feedWith();
    sink.interest = { wants: () => false, wantsFiles: true };
    void feed.publish(message('A'));
    expect(sink.told).toEqual(['A']);
  });
});

describe('An event of people whom memory does not hold', () => {
  it('waits for the look-up, and later events wait behind it', async () => {
    const { promise: found, resolve } = deferred<void>();
    const asked: (readonly string[])[] = [];
    const { sink, feed } = feedWith(async (addresses) => {
      asked.push(addresses);
      await found;
      return [{ jid: PHONE, lid: STRANGER, fullName: 'Carla' }];
    });
    const first = feed.publish(ofStranger('A'));
    const second = feed.publish(message('B'));
    await settled();
    expect(asked).toEqual([[STRANGER]]);
    expect(sink.told).toEqual([]);
    resolve();
    await Promise.all([first, second]);
    expect(sink.told).toEqual(['A', 'B']);
    const who = { jid: PHONE, lid: STRANGER, name: 'Carla' };
    expect(sink.events[0]).toMatchObject({ chat: PHONE, payload: { chat: who, sender: who } });
  });

  it('waits for its row as well', async () => {
    const { sink, feed } = feedWith();
    const { promise: stored, resolve } = deferred<void>();
    const publishing = feed.publish(ofStranger('A'), stored);
    await settled();
    expect(sink.told).toEqual([]);
    resolve();
    await publishing;
    expect(sink.told).toEqual(['A']);
  });

  it('names them by the address that is known when the look-up finds nothing or fails', async () => {
    const { sink, feed } = feedWith(() => Promise.reject(new Error('the database is away')));
    await feed.publish(ofStranger('A'));
    expect(sink.events).toMatchObject([{ payload: { chat: { jid: STRANGER, lid: STRANGER } } }]);
  });
});

describe('A connection that was given up', () => {
  it('refuses messages, which WhatsApp delivers again, and drops other events', async () => {
    const { sink, feed } = feedWith();
    sink.isGivenUp = true;
    await expect(feed.publish(message('A'))).rejects.toThrow('given up');
    expect(feed.publish(dissolved)).toBeUndefined();
    expect([sink.told, sink.asked]).toEqual([[], []]);
  });

  it('does so with events that waited when it happened', async () => {
    const { sink, feed } = feedWith();
    const { promise: stored, resolve } = deferred<void>();
    const refused = feed.publish(message('A'), stored);
    const dropped = feed.publish(dissolved);
    sink.isGivenUp = true;
    resolve();
    await expect(refused).rejects.toThrow('given up');
    await dropped;
    expect(sink.told).toEqual([]);
  });
});

describe('An answer that opens with a stored secret', () => {
  const reading = { type: 'event-response', content: 'going' } as const;
  const answer = (readAnswer: MessageFact['readAnswer']): EngineFact => {
    const key = { id: 'VOTE', remoteJid: STRANGER, fromMe: false };
    return message('VOTE', { key, reading: undefined, ...(readAnswer && { readAnswer }) });
  };

  it('is published late, with the names of its people; later events do not wait for it', async () => {
    const { sink, feed } = feedWith(() =>
      Promise.resolve([{ jid: PHONE, lid: STRANGER, fullName: 'Carla' }]),
    );
    const { promise: found, resolve } = deferred<typeof reading>();
    const publishing = feed.publish(answer(() => found));
    expect(feed.publish(message('B'))).toBeUndefined();
    expect(sink.told).toEqual(['B']);
    resolve(reading);
    await publishing;
    expect(sink.told).toEqual(['B', 'VOTE']);
    expect(sink.events[1]).toMatchObject({
      identity: `${STRANGER}|false||VOTE|event-response`,
      payload: {
        sender: { jid: PHONE, lid: STRANGER, name: 'Carla' },
        message: { type: 'event-response', content: 'going' },
      },
    });
  });

  it('is not published when it does not open', async () => {
    const { sink, feed } = feedWith();
    await feed.publish(answer(() => Promise.resolve(undefined)));
    expect(sink.told).toEqual([]);
  });

  it('is not read when no receiver wants messages', () => {
    const { sink, feed } = feedWith();
    sink.interest = wantsOnly('group.flow');
    const unread = answer(() => Promise.reject(new Error('it was read')));
    expect(feed.publish(unread)).toBeUndefined();
  });
});
