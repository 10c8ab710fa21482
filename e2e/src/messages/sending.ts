import { type JsonReply, requestJson, until } from '@starling/testing';
import { type Contact, type ReceivedMessage } from '@starling/whatsapp-sandbox';
import { type Fleet } from '../sessions/fleet.js';
import { link, type Linked } from '../sessions/linked-fleet.js';

type Method = 'GET' | 'POST' | 'DELETE';
type Query = Readonly<Record<string, string>>;

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly instance?: string;
  readonly signal?: AbortSignal;
}

/** What an instance sends, as its owner asks for it and as its contacts see it. */
export class Sending {
  private constructor(
    readonly fleet: Fleet,
    readonly linked: Linked,
  ) {}

  static async from(fleet: Fleet, name: string): Promise<Sending> {
    const linked = await link(fleet, name);
    await until(async () => (await fleet.instance(name)).status === 'connected');
    return new Sending(fleet, linked);
  }

  ask(
    kind: string,
    body: object,
    { headers, instance, signal }: SendOptions = {},
  ): Promise<JsonReply> {
    const { product, tenant } = this.fleet;
    const path = `/api/message/${kind}/${instance ?? this.linked.name}`;
    return requestJson(product.baseUrl, 'POST', path, {
      token: tenant.token,
      body: { number: this.linked.contact.number, ...body },
      ...(headers && { headers }),
      ...(signal && { signal }),
    });
  }

  /** Sent, and seen by whoever it went to. */
  async send(kind: string, body: object, to: Contact = this.linked.contact) {
    const { status, body: reply } = await this.ask(kind, { number: to.number, ...body });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(reply)}`);
    const { messageId } = reply as { messageId: string };
    return { reply, received: await this.seen(messageId, to) };
  }

  /** One of the routes about chats. */
  chat(method: Method, route: string, query: Query, body?: object): Promise<JsonReply> {
    const { product, tenant } = this.fleet;
    return requestJson(product.baseUrl, method, `/api/chat/${route}/${this.linked.name}`, {
      token: tenant.token,
      query,
      ...(body && { body }),
    });
  }

  read(route: string, messageId: string): Promise<JsonReply> {
    return this.chat('GET', route, { messageId });
  }

  change(route: string, body: object): Promise<JsonReply> {
    return this.chat('POST', route, {}, body);
  }

  /** What came in can be answered to, and read, once it is stored. */
  async stored(messageId: string): Promise<void> {
    await until(async () => (await this.read('getMessage', messageId)).status === 200);
  }

  /** From the contact to the phone of the instance. */
  async receive(content: Parameters<Contact['send']>[1]) {
    const { contact, phone } = this.linked;
    const sent = await contact.send(phone, content);
    await this.stored(sent.id);
    return sent;
  }

  async seen(messageId: string, by: Contact = this.linked.contact): Promise<ReceivedMessage> {
    const find = () => by.inbox.find(({ id }) => id === messageId);
    await until(() => find() !== undefined);
    return find() as ReceivedMessage;
  }
}
