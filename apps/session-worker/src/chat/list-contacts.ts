import { CommandContext } from '@starling/broker';
import {
  type ContactView,
  listContacts,
  type QueryOf,
  type Recipient,
  type ReplyOf,
} from '@starling/contract';
import { numberVariants, phoneJidOf } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type ContactRow, Contacts } from '@starling/storage';
import { Ctx, Payload } from '@nestjs/microservices';
import { OpenSessions } from '../session/open-sessions.js';

type Reply = ReplyOf<typeof listContacts>;

@Handles(listContacts)
export class ListContacts {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly contacts: Contacts,
  ) {}

  async act(
    @Payload() { query }: { readonly query: QueryOf<typeof listContacts> },
    @Ctx() context: CommandContext,
  ): Promise<Reply> {
    const { scope, instanceId } = this.sessions.get(context).lease;
    if (query.number) {
      const addresses = addressesOf(query.number);
      const known = await this.contacts.findAll(scope, instanceId, addresses);
      const contact = known.find(({ isContact }) => isContact);
      return contact ? foundReply(contact) : unknownReply(known[0]?.jid ?? addresses[0] ?? '');
    }
    const contacts = (await this.contacts.list(scope, instanceId)).map(viewOf);
    return {
      success: true,
      message: 'Contacts retrieved successfully',
      contacts,
      total: contacts.length,
    };
  }
}

const addressesOf = (recipient: Recipient): readonly string[] =>
  recipient.kind === 'address' ? [recipient.jid] : numberVariants(recipient.digits).map(phoneJidOf);

const viewOf = (row: ContactRow): ContactView => ({
  found: true,
  jid: row.jid,
  lid: row.lid,
  first_name: row.fullName.split(' ')[0] ?? '',
  full_name: row.fullName,
  push_name: row.pushName,
  business_name: row.businessName,
  redacted_phone: row.redactedPhone,
  ...(row.pictureUrl && { profilePicUrl: row.pictureUrl }),
});

const foundReply = (row: ContactRow): Reply => ({
  success: true,
  message: 'Contact found',
  contact: viewOf(row),
});

const unknownReply = (jid: string): Reply => ({
  success: true,
  message: 'Contact not found',
  contact: {
    found: false,
    jid,
    lid: null,
    first_name: '',
    full_name: '',
    push_name: '',
    business_name: '',
  },
});
