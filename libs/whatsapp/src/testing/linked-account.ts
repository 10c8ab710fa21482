import {
  callUpdatePayload,
  groupFlowPayload,
  messageExchangePayload,
  type MessageExchangePayload,
  messageStatusPayload,
} from '@starling/contract';
import { type Sandbox, type Sent, startSandbox } from '@starling/whatsapp-sandbox';
import { type WAMessage } from '@whiskeysockets/baileys';
import { type TranslationContext } from '../translators/context.js';
import { callUpdate } from '../translators/call-update/call-update.js';
import { groupChanges } from '../translators/group-flow/group-changes.js';
import {
  joinedGroup,
  joinRequest,
  participantsFlow,
} from '../translators/group-flow/member-changes.js';
import { messageExchange } from '../translators/message-exchange/message-exchange.js';
import {
  statusesOfReceipts,
  statusesOfUpdates,
} from '../translators/message-status/message-status.js';
import { CrashableMemory } from './crashable-memory.js';
import { EngineClient } from './engine-client.js';
import { contextWith, inContract } from './translation.js';

type Cast = ReturnType<typeof cast>;

function cast(sandbox: Sandbox) {
  const phone = sandbox.phones.add();
  const ana = sandbox.contacts.add({ name: 'Ana' });
  const bob = sandbox.contacts.add({ name: 'Bob' });
  const group = sandbox.groups.create({ subject: 'All', creator: bob, members: [phone, ana] });
  return { phone, ana, bob, group };
}

function contextOf({ phone, ana, bob }: Cast): TranslationContext {
  const people = [ana, bob];
  return contextWith({
    own: { jid: phone.jid, lid: phone.lid, name: 'Shop' },
    phoneOf: (lid) => people.find((one) => one.lid === lid)?.jid,
    lidOf: (jid) => people.find((one) => one.jid === jid)?.lid,
    nameOf: () => '',
  });
}

/** An account that is linked and online, two people, a group of all, and what the account is told, as events. */
export class LinkedAccount {
  readonly context: TranslationContext;

  private constructor(
    readonly sandbox: Sandbox,
    readonly client: EngineClient,
    readonly cast: Cast,
  ) {
    this.context = contextOf(cast);
  }

  static async start(): Promise<LinkedAccount> {
    const sandbox = await startSandbox({ receiptDelayMs: 5 });
    const people = cast(sandbox);
    const memory = new CrashableMemory();
    const pairing = await EngineClient.connect(sandbox.url, memory);
    await people.phone.scan(await pairing.until(({ qrs }) => qrs[0]));
    await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
    const client = await EngineClient.connect(sandbox.url, memory);
    await client.until(({ opened }) => opened);
    return new LinkedAccount(sandbox, client, people);
  }

  async close(): Promise<void> {
    await this.client.socket.hangUp();
    await this.sandbox.close();
  }

  arrived(id: string): Promise<WAMessage> {
    const messages = () => this.client.of('messages.upsert').flatMap((one) => one.messages);
    return this.client.until(() => messages().find(({ key }) => key.id === id));
  }

  async told({ id }: Sent): Promise<MessageExchangePayload> {
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

  calls() {
    const calls = this.client.of('call').flat();
    return calls
      .flatMap((one) => callUpdate(one, this.context) ?? [])
      .map((payload) => inContract(callUpdatePayload, payload));
  }
}
