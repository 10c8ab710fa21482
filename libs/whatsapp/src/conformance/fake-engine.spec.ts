import { randomInt } from 'node:crypto';
import { describe } from '@jest/globals';
import { engineConformance } from './engine-conformance.js';
import { type World, type WorldContact, type WorldPhone } from './world.js';
import { type CallFact, type EngineFact } from '../port/facts.js';
import { type FakeConnection } from '../testing/fake-connection.js';
import { fakeEngine } from '../testing/fake-engine.js';

const newAddresses = () => {
  const number = `5511${randomInt(1e8, 1e9)}`;
  return { number, jid: `${number}@s.whatsapp.net`, lid: `${randomInt(1e12, 1e13)}@lid` };
};

const CALL: Omit<CallFact, 'callId' | 'from' | 'fromPhone'> = {
  status: 'offer',
  groupJid: null,
  isGroup: false,
  isVideo: false,
  at: undefined,
  isTimeout: false,
  isAutoRejected: false,
};

/** The world of a fake engine: people are the hands that drive its connections. */
function fakeWorld(): World {
  let last = 0;
  const newId = (): string => `FAKE${(last += 1)}`;
  const waiting = new Map<string, FakeConnection>();
  const linked = new Map<string, number>();
  const engine = fakeEngine((connection) => {
    // As WhatsApp, it says nothing before the caller holds the connection.
    setImmediate(() => {
      if (connection.isPaired) return connection.open();
      const qr = newId();
      waiting.set(qr, connection);
      connection.qr(qr);
    });
  });
  const { connections, whatsApp } = engine;
  const openOf = ({ jid }: WorldPhone): FakeConnection | undefined =>
    connections.findLast((one) => !one.isClosed && one.isPaired && one.own.jid === jid);
  const unlinksOf = (jid: string): number =>
    connections.filter(
      (one) =>
        one.isPaired && one.own.jid === jid && one.requests.some(({ name }) => name === 'unlink'),
    ).length;

  const addPhone = (): WorldPhone => {
    const { jid, lid } = newAddresses();
    return {
      jid,
      lid,
      scan: async (qr) => {
        linked.set(jid, (linked.get(jid) ?? 0) + 1);
        await waiting.get(qr)?.pair({ jid, lid, name: 'Shop' });
      },
      linkedDevices: () => (linked.get(jid) ?? 0) - unlinksOf(jid),
    };
  };

  const addContact = (name: string): WorldContact => {
    const { number, jid, lid } = newAddresses();
    whatsApp.users.add(jid);
    const listeners: ((id: string) => void)[] = [];
    const messageFact = (id: string, text: string): EngineFact => ({
      kind: 'message',
      message: {
        key: { id, remoteJid: jid, remoteJidAlt: lid, fromMe: false },
        pushName: name,
        sentAt: null,
        source: '',
        reading: { type: 'text', content: text },
        readFile: () => undefined,
      },
    });
    return {
      number,
      jid,
      lid,
      name,
      sendText: async (to, text) => {
        const id = newId();
        await openOf(to)?.receive(messageFact(id, text));
        for (const listener of listeners) listener(id);
        return { id };
      },
      received: () =>
        connections
          .flatMap(({ messages }) => messages.sent)
          .filter((sent) => sent.jid === jid)
          .map(({ content }) => ('text' in content ? content.text : '')),
      read: () => undefined,
      call: (whom) => {
        const id = newId();
        const call = { ...CALL, callId: id, from: lid, fromPhone: jid };
        void openOf(whom)?.receive({ kind: 'call', call });
        return { id };
      },
      rejectedCalls: () =>
        connections
          .flatMap(({ requests }) => requests)
          .filter(({ name: request }) => request === 'rejectCall')
          .map(({ args: [call] }) => (call as CallFact).callId),
      onAcknowledged: (listener) => listeners.push(listener),
    };
  };

  return {
    url: undefined,
    makeEngine: () => engine,
    addPhone,
    addContact,
    addGroup: (creator, members) => {
      const groupJid = `${randomInt(1e12, 1e13)}@g.us`;
      whatsApp.groups.set(
        groupJid,
        [creator, ...members].map(({ lid }) => lid),
      );
      return groupJid;
    },
    cut: (phone) => openOf(phone)?.close(),
    close: () => Promise.resolve(),
  };
}

describe('The fake engine', () => engineConformance(fakeWorld, []));
