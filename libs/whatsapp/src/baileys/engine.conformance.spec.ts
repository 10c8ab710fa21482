import { describe } from '@jest/globals';
import { type Contact, type Phone, startSandbox } from '@starling/whatsapp-sandbox';
import { engineConformance } from '../conformance/engine-conformance.js';
import { type World, type WorldContact, type WorldPhone } from '../conformance/world.js';
import { baileysEngine } from './engine.js';

/** Acknowledgments of one message: the first one is the phone's own, the second one its linked device's. */
const OF_DEVICE = 2;

/** The local WhatsApp as a world of the suite. */
async function sandboxWorld(): Promise<World> {
  const sandbox = await startSandbox({ receiptDelayMs: 5 });
  const phones = new Map<WorldPhone, Phone>();
  const people = new Map<WorldPhone | WorldContact, Phone | Contact>();
  const phoneOf = (phone: WorldPhone): Phone => phones.get(phone) as Phone;
  const personOf = (one: WorldPhone | WorldContact) => people.get(one) as Phone | Contact;

  const addPhone = (): WorldPhone => {
    const phone = sandbox.phones.add();
    const { jid, lid } = phone;
    const made = {
      jid,
      lid,
      scan: (qr: string) => phone.scan(qr),
      linkedDevices: () => phone.devices.length,
    };
    phones.set(made, phone);
    people.set(made, phone);
    return made;
  };

  const addContact = (name: string): WorldContact => {
    const contact = sandbox.contacts.add({ name });
    const { jid, lid, number, handset } = contact;
    const rejected: string[] = [];
    handset.on('call', ({ event, callId }) => event === 'reject' && rejected.push(callId));
    const made: WorldContact = {
      jid,
      lid,
      number,
      name,
      sendText: (to, text) => contact.send(phoneOf(to), text),
      received: () => contact.inbox.map(textOf),
      read: () => contact.read(...contact.inbox),
      call: (whom) => contact.call(phoneOf(whom)),
      rejectedCalls: () => rejected,
      onAcknowledged: (listener) => {
        const counts = new Map<string, number>();
        handset.on('receipt', ({ ids, type }) => {
          if (type !== 'delivered') return;
          for (const id of ids) {
            const count = (counts.get(id) ?? 0) + 1;
            counts.set(id, count);
            if (count === OF_DEVICE) listener(id);
          }
        });
      },
    };
    people.set(made, contact);
    return made;
  };

  return {
    url: sandbox.url,
    makeEngine: baileysEngine,
    addPhone,
    addContact,
    addGroup: (creator, members) =>
      sandbox.groups.create({
        subject: 'All',
        creator: personOf(creator),
        members: members.map(personOf),
      }).jid,
    cut: (phone) => void sandbox.faults.close('cut', { account: phoneOf(phone).number }),
    close: () => sandbox.close(),
  };
}

const textOf = ({ message }: Contact['inbox'][number]): string =>
  message.extendedTextMessage?.text ?? message.conversation ?? '';

describe('Baileys', () => engineConformance(sandboxWorld, ['journal', 'receipts']));
