import { z } from 'zod';
import { breaks } from '../fields/leniency.js';
import { queryText } from '../fields/query-text.js';
import { findRecipient, type Recipient } from '../identifiers/recipient.js';
import { operation } from '../operation/operation-builder.js';
import { contactView, EXAMPLE_CONTACT, unknownContact } from './contact-view.js';

const success = { success: z.literal(true) };

/** A contact is a person; groups and channels are not contacts. */
const person = queryText
  .transform((sent, context): Recipient | undefined => {
    if (!sent?.trim()) return undefined;
    const found = findRecipient(sent);
    const isPerson = found?.kind === 'number' || found?.jid.endsWith('@lid');
    return found && isPerson ? found : breaks('InvalidNumber', { number: sent })(context);
  })
  .describe('One person, by digits or address; absent: everybody');

export const listContacts = operation({
  name: 'chat.listContacts',
  summary: 'List the people that the instance knows, or one of them',
  method: 'GET',
  path: '/api/chat/contacts/:instance',
  runsIn: 'session',
  unanswered: 'ListContactsFailed',
  query: z.object({ number: person }),
  reply: z.union([
    z.strictObject({
      ...success,
      message: z.literal('Contacts retrieved successfully'),
      contacts: z.array(contactView),
      total: z.int(),
    }),
    z.strictObject({ ...success, message: z.literal('Contact found'), contact: contactView }),
    z.strictObject({
      ...success,
      message: z.literal('Contact not found'),
      contact: unknownContact,
    }),
  ]),
  errors: ['InvalidNumber', 'InstanceNotConnected', 'ListContactsFailed'],
  example: {
    reply: {
      success: true,
      message: 'Contacts retrieved successfully',
      contacts: [EXAMPLE_CONTACT],
      total: 1,
    },
  },
});
