import type { Content } from './content.js';
import type { Contact } from './contact.js';
import type { Person } from './person.js';
import type { ReceivedMessage } from '../handset/received.js';

/** Stops a script. */
export type Stop = () => void;

/** Answers each text in a direct chat with the same text, with the addressing of that message. */
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

/** Sends messages at a steady rate until it is stopped; a late tick sends the missed ones too. */
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
