import {
  callUpdatePayload,
  type EventName,
  type EventPayload,
  groupFlowPayload,
  labelUpdatePayload,
  messageExchangePayload,
  type MessageExchangePayload,
  messageStatusPayload,
} from '@starling/contract';
import { AddressBook } from '../address-book/address-book.js';
import { type SessionEvent } from '../port/session-event.js';
import { connectBaileys } from './baileys-client.js';
import { CrashableStore } from './crashable-store.js';
import { type EngineClient } from './engine-client.js';
import { inContract } from './in-contract.js';

interface Owner {
  scan(qr: string): Promise<unknown>;
}

/** An account that is linked and online, and the events of its connection, each judged by the contract. */
export class LinkedAccount {
  private constructor(readonly client: EngineClient) {}

  /** The account learns who is who from WhatsApp alone, and questions of votes from its own store. */
  static async link(url: string, owner: Owner): Promise<LinkedAccount> {
    const store = new CrashableStore();
    const pairing = await connectBaileys(url, store);
    await owner.scan(await pairing.until(({ qrs }) => qrs[0]));
    await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
    const client = await connectBaileys(url, store, {
      book: new AddressBook(),
      findMessage: (messageId) => Promise.resolve(payloadOf(store, messageId)),
    });
    await client.until(({ opened }) => opened);
    return new LinkedAccount(client);
  }

  /** The event of the message that arrived under this id; a revoke has the id of another message in its payload. */
  arrived(id: string): Promise<SessionEvent<'message.exchange'>> {
    return this.client.until(({ events }) =>
      events.find(
        (event): event is SessionEvent<'message.exchange'> =>
          event.name === 'message.exchange' && (event.identity ?? '').split('|').includes(id),
      ),
    );
  }

  async told({ id }: { readonly id: string }): Promise<MessageExchangePayload> {
    return inContract(messageExchangePayload, (await this.arrived(id)).payload);
  }

  readonly flows = () => this.judged('group.flow', groupFlowPayload);
  readonly statuses = () => this.judged('message.status', messageStatusPayload);
  readonly labels = () => this.judged('label.update', labelUpdatePayload);
  readonly calls = () => this.judged('call.update', callUpdatePayload);

  private judged<Name extends EventName>(
    name: Name,
    schema: { parse(payload: unknown): EventPayload<Name> },
  ): EventPayload<Name>[] {
    return this.client.events(name).map((payload) => inContract(schema, payload));
  }
}

const payloadOf = (store: CrashableStore, messageId: string): Uint8Array | undefined =>
  [...store.messages.values()].find((row) => row.messageId === messageId)?.payload ?? undefined;
