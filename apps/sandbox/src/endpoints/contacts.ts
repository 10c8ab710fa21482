import { chatter, echo, type Contact, type Stop } from '@starling/whatsapp-sandbox';
import { z } from 'zod';
import { endpoint } from '../control/endpoint.js';
import { type Population } from '../control/population.js';
import { chat, number, person } from './fields.js';
import { viewContact } from './overview.js';

const script = z.discriminatedUnion('name', [
  z.object({ name: z.literal('none') }),
  z.object({ name: z.literal('echo') }),
  z.object({
    name: z.literal('chatty'),
    to: number,
    perSecond: z.number().positive().max(5_000),
  }),
]);
type Script = z.output<typeof script>;

/** The running script of each contact. */
const running = new WeakMap<Contact['handset'], Stop>();

function startScript(contact: Contact, wanted: Script, people: Population): void {
  running.get(contact.handset)?.();
  running.delete(contact.handset);
  if (wanted.name === 'none') return;
  const stop =
    wanted.name === 'echo'
      ? echo(contact)
      : chatter(contact, people.phone(wanted.to), { perSecond: wanted.perSecond });
  running.set(contact.handset, stop);
}

export const contactEndpoints = [
  endpoint({
    method: 'POST',
    path: '/api/contacts',
    body: person,
    act: ({ people, body }) => ({ contact: viewContact(people.addContact(body)) }),
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/script',
    body: script,
    act: ({ people, params, body }) =>
      startScript(people.contact(params['number'] ?? ''), body, people),
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/typing',
    body: z.object({ to: chat, state: z.enum(['composing', 'recording', 'paused']) }),
    act: ({ people, params, body }) =>
      people.contact(params['number'] ?? '').type(people.chat(body.to), body.state),
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/online',
    body: z.object({ online: z.boolean() }),
    act: ({ people, params, body }) =>
      people.contact(params['number'] ?? '').setOnline(body.online),
  }),
  endpoint({
    method: 'POST',
    path: '/api/contacts/:number/call',
    body: z.object({ to: number, video: z.boolean().default(false) }),
    act: ({ people, params, body }) => {
      const call = people
        .contact(params['number'] ?? '')
        .call(people.phone(body.to), { video: body.video });
      return { callId: call.id };
    },
  }),
];
