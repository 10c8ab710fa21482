import {
  callUpdatePayload,
  groupFlowPayload,
  labelUpdatePayload,
  messageExchangePayload,
  type MessageExchangePayload,
  messageStatusPayload,
} from '@starling/contract';
import { type WAMessage } from '@whiskeysockets/baileys';
import { type TranslationContext } from '../events/context.js';
import { callUpdate } from '../events/call-update.js';
import { groupChanges } from '../baileys/facts/group-facts.js';
import { joinedGroup, joinRequest, participantsFlow } from '../baileys/facts/member-facts.js';
import { labelAssociation, labelEdit } from '../events/label-update.js';
import { messageExchange } from '../events/message-exchange.js';
import { statusesOfReceipts, statusesOfUpdates } from '../events/message-status.js';
import { AddressBook } from '../address-book/address-book.js';
import { CrashableStore } from './crashable-store.js';
import { EngineClient } from './engine-client.js';
import { contextWith, inContract } from './translation.js';

interface Person {
  readonly jid: string;
  readonly lid: string;
}

interface Owner extends Person {
  scan(qr: string): Promise<unknown>;
}

/** An account that is linked and online, and what it is told, as events. */
export class LinkedAccount {
  private constructor(
    readonly client: EngineClient,
    readonly context: TranslationContext,
  ) {}

  /** Who is who it learns from WhatsApp alone. */
  static async link(url: string, owner: Owner): Promise<LinkedAccount> {
    const memory = new CrashableStore();
    const pairing = await EngineClient.connect(url, memory);
    await owner.scan(await pairing.until(({ qrs }) => qrs[0]));
    await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
    const book = new AddressBook();
    const client = await EngineClient.connect(url, memory, { book });
    await client.until(({ opened }) => opened);
    const context = contextWith({
      own: { jid: owner.jid, lid: owner.lid, name: 'Shop' },
      phoneOf: book.phoneOf,
      lidOf: book.lidOf,
      nameOf: () => '',
    });
    return new LinkedAccount(client, context);
  }

  arrived(id: string): Promise<WAMessage> {
    const messages = () => this.client.of('messages.upsert').flatMap((one) => one.messages);
    return this.client.until(() => messages().find(({ key }) => key.id === id));
  }

  async told({ id }: { readonly id: string }): Promise<MessageExchangePayload> {
    const payload = messageExchange(await this.arrived(id), this.context);
    return inContract(messageExchangePayload, payload);
  }

  flows() {
    const { client, context } = this;
    return [
      ...client.of('groups.upsert').flatMap((all) => all.map((one) => joinedGroup(one, context))),
      ...client.of('group-participants.update').map((one) => participantsFlow(one, context)),
      ...client
        .of('groups.update')
        .flatMap((all) => all.flatMap((one) => groupChanges(one, context))),
      ...client.of('group.join-request').map((one) => joinRequest(one, context)),
    ].map((flow) => inContract(groupFlowPayload, flow));
  }

  statuses() {
    const { client, context } = this;
    return [
      ...client.of('messages.update').flatMap((one) => statusesOfUpdates(one, context)),
      ...client.of('message-receipt.update').flatMap((one) => statusesOfReceipts(one, context)),
    ].map((status) => inContract(messageStatusPayload, status));
  }

  labels() {
    const { client, context } = this;
    return [
      ...client.of('labels.edit').map((one) => labelEdit(one, context)),
      ...client.of('labels.association').map((one) => labelAssociation(one, context)),
    ].map((label) => inContract(labelUpdatePayload, label));
  }

  calls() {
    const calls = this.client.of('call').flat();
    return calls
      .flatMap((one) => callUpdate(one, this.context) ?? [])
      .map((payload) => inContract(callUpdatePayload, payload));
  }
}
