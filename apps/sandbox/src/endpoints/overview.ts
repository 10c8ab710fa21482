import { type Contact, type Phone } from '@starling/whatsapp-sandbox';
import { endpoint } from '../control/endpoint.js';

export const viewPhone = (phone: Phone) => ({
  number: phone.number,
  lid: phone.lid,
  jid: phone.jid,
  name: phone.account.name,
  devices: phone.devices.map(({ id, platform, connection }) => ({
    id,
    platform,
    connected: connection !== undefined,
  })),
});

export const viewContact = (contact: Contact) => ({
  number: contact.number,
  lid: contact.lid,
  jid: contact.jid,
  name: contact.account.name,
  received: contact.inbox.length,
});

export const overviewEndpoints = [
  endpoint({
    method: 'GET',
    path: '/api/overview',
    act: ({ sandbox, people }) => ({
      url: sandbox.url,
      mediaUrl: sandbox.mediaUrl,
      caFile: sandbox.caFile,
      phones: people.phones().map(viewPhone),
      contacts: people.contacts().map(viewContact),
      groups: [...sandbox.world.groups.all()].map(({ jid, subject, members }) => ({
        jid,
        subject: subject.text,
        members: members.size,
      })),
    }),
  }),
  endpoint({
    method: 'GET',
    path: '/api/logins',
    act: ({ sandbox }) => ({ logins: sandbox.logins() }),
  }),
  endpoint({
    method: 'GET',
    path: '/api/phones/:number/logins',
    act: ({ sandbox, params }) => ({ logins: sandbox.logins(params['number']) }),
  }),
  endpoint({
    method: 'GET',
    path: '/api/statistics',
    act: ({ sandbox }) => ({
      statistics: sandbox.statistics(),
      unknownQueries: sandbox.unknownQueries().map(({ name, count }) => ({ name, count })),
      problems: sandbox.problems(),
    }),
  }),
];
