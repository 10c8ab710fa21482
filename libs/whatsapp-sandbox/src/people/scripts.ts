import type { Content } from './content.js';
import type { Contact } from './contact.js';
import type { Person } from './person.js';
import type { ReceivedMessage } from '../handset/received.js';

/** Ends a script. */
export type Stop = () => void;

/** Says back whatever text it is told in a direct chat, by the address under which it was told. */
export const echo = (contact: Contact): Stop => {
  const answer = ({ from, chat, message, addressing }: ReceivedMessage): void => {
    const text = message.conversation ?? message.extendedTextMessage?.text;
    if (!text || chat.endsWith('@g.us') || from === contact.account) return;
    contact.send({ account: from }, text, { addressing }).catch(contact.handset.problem('echoing'));
  };
  contact.handset.on('message', answer);
  return () => contact.handset.off('message', answer);
};

interface Chatter {
  perSecond: number;
  content?: (count: number) => Content;
}

const TICK_MS = 20;

/** Writes to somebody without end, evenly spread; a tick that comes late catches up. */
export const chatter = (contact: Contact, to: Person, { perSecond, content }: Chatter): Stop => {
  const startedMs = performance.now();
  let count = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedMs) / 1000) * perSecond);
    while (count < due) {
      count++;
      contact
        .send(to, content?.(count) ?? `message ${count}`)
        .catch(contact.handset.problem('chatting'));
    }
  }, TICK_MS);
  return () => clearInterval(timer);
};
