import { type Content, type Person, type ReceivedMessage } from '@starling/whatsapp-sandbox';
import { z } from 'zod';
import { notFound } from '../control/control-error.js';
import { type ControlCall, endpoint } from '../control/endpoint.js';
import { plainMessage } from '../control/plain.js';
import { addressing, chat } from './fields.js';

const file = z.object({ base64: z.base64(), mimeType: z.string(), caption: z.string().optional() });

const content = z.union([
  z.object({ text: z.string().min(1) }),
  z.object({ image: file }),
  z.object({ video: file }),
  z.object({ audio: file }),
  z.object({ document: file.extend({ fileName: z.string() }) }),
  z.object({
    location: z.object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
    }),
  }),
  z.object({ poll: z.object({ name: z.string(), options: z.array(z.string()).min(2).max(12) }) }),
  z.object({ card: z.object({ name: z.string(), phone: z.string() }) }),
]);

/** Converts content of the control API to the content that Baileys sends. */
function toContent(sent: z.output<typeof content>): Content {
  if ('text' in sent) return sent.text;
  if ('location' in sent) {
    const { latitude, longitude, name } = sent.location;
    return { location: { degreesLatitude: latitude, degreesLongitude: longitude, name } };
  }
  if ('poll' in sent) return { poll: { name: sent.poll.name, values: sent.poll.options } };
  if ('card' in sent)
    return { contacts: { displayName: sent.card.name, contacts: [vcard(sent.card)] } };
  if ('document' in sent)
    return {
      document: bytes(sent.document),
      mimetype: sent.document.mimeType,
      fileName: sent.document.fileName,
    };
  if ('image' in sent)
    return { image: bytes(sent.image), mimetype: sent.image.mimeType, caption: sent.image.caption };
  if ('video' in sent)
    return { video: bytes(sent.video), mimetype: sent.video.mimeType, caption: sent.video.caption };
  return { audio: bytes(sent.audio), mimetype: sent.audio.mimeType };
}

const bytes = ({ base64 }: z.output<typeof file>): Buffer => Buffer.from(base64, 'base64');

const vcard = ({ name, phone }: { name: string; phone: string }) => ({
  displayName: name,
  vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;type=CELL;waid=${phone}:+${phone}\nEND:VCARD`,
});

const contactOf = ({ people, params }: ControlCall<unknown>) =>
  people.contact(params['number'] ?? '');

/** A message in the inbox of this person. */
function received(person: Person, id: string): ReceivedMessage {
  const found = person.inbox.find((message) => message.id === id);
  if (!found) throw notFound(`Message ${id}`);
  return found;
}

export const messageEndpoints = [
  endpoint({
    method: 'GET',
    path: '/api/contacts/:number/messages',
    act: (call) => ({ messages: contactOf(call).inbox.map(plainMessage) }),
  }),
  endpoint({
    method: 'GET',
    path: '/api/phones/:number/messages',
    act: ({ people, params }) => ({
      messages: people.phone(params['number'] ?? '').inbox.map(plainMessage),
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/messages',
    body: z.object({ to: chat, content, addressing, quoted: z.string().optional() }),
    act: async (call) => {
      const { to, quoted } = call.body;
      const contact = contactOf(call);
      const { id } = await contact.send(call.people.chat(to), toContent(call.body.content), {
        ...(call.body.addressing && { addressing: call.body.addressing }),
        ...(quoted && { quoted: received(contact, quoted) }),
      });
      return { id };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/reactions',
    body: z.object({ to: chat, message: z.string(), emoji: z.string() }),
    act: async (call) => {
      const { to, message, emoji } = call.body;
      const contact = contactOf(call);
      const { id } = await contact.react(call.people.chat(to), received(contact, message), emoji);
      return { id };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/votes',
    body: z.object({ to: chat, poll: z.string(), options: z.array(z.string()) }),
    act: async (call) => {
      const { to, poll, options } = call.body;
      const contact = contactOf(call);
      const { id } = await contact.vote(call.people.chat(to), received(contact, poll), options);
      return { id };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/read',
    body: z.object({ messages: z.array(z.string()).min(1) }),
    act: (call) => {
      const contact = contactOf(call);
      contact.read(...call.body.messages.map((id) => received(contact, id)));
    },
  }),
];
