import type { AnyMessageContent, proto } from '@whiskeysockets/baileys';
import type { Group } from '../world/group.js';
import { updatePicture } from '../profiles/update-picture.js';
import { node, type BinaryNode } from '../stanza/node.js';
import { publishPresence } from '../traffic/presence.js';
import type { Account, Addressing } from '../accounts/account.js';
import { sendToConnected } from '../delivery/deliver.js';
import { jidOf, lidJid, pnJid } from '../accounts/jids.js';
import { type Call, placeCall } from './calling.js';
import { compose, type Content } from './content.js';
import { downloadMedia } from './download.js';
import type { Handset } from '../handset/handset.js';
import type { PhoneBehavior } from '../handset/phone-context.js';
import { Shop } from './shop.js';
import { sealVote } from './poll-vote.js';
import { sendReceipts } from '../handset/receipt-sending.js';
import type { ReceivedMessage } from '../handset/received.js';

/** The recipient of a message: a person or a group. */
export type Chat = { readonly account: Account } | { readonly group: Group };

export interface SendOptions {
  /** By LID or by number, in direct chats only; a group has an addressing of its own. */
  addressing?: Addressing;
  quoted?: ReceivedMessage;
  id?: string;
  attributes?: Record<string, string>;
}

export interface Sent {
  readonly id: string;
  readonly message: proto.IMessage;
}

/** A virtual person with a phone. Each message is encrypted for every real device that may read it. */
export class Person {
  readonly account: Account;

  constructor(readonly handset: Handset) {
    this.account = handset.account;
  }

  get number(): string {
    return this.account.number;
  }

  /** `<number>@s.whatsapp.net` */
  get jid(): string {
    return pnJid(this.account);
  }

  /** `<lid>@lid` */
  get lid(): string {
    return lidJid(this.account);
  }

  /** The received messages, decrypted. Only the newest 5,000 are kept. */
  get inbox(): readonly ReceivedMessage[] {
    return this.handset.inbox;
  }

  get behavior(): PhoneBehavior {
    return this.handset.behavior;
  }

  async send(chat: Chat, content: Content, options: SendOptions = {}): Promise<Sent> {
    const id = options.id ?? this.newMessageId();
    const message = await compose(this.handset.world, content, {
      id,
      chat: this.jidOfChat(chat, options),
      ownJid: this.jid,
      quoted: options.quoted,
    });
    return this.sendProto(chat, message, { ...options, id });
  }

  async sendProto(chat: Chat, message: proto.IMessage, options: SendOptions = {}): Promise<Sent> {
    const id = options.id ?? this.newMessageId();
    await this.handset.send({
      id,
      to: 'group' in chat ? chat.group : chat.account,
      message,
      addressing: this.addressingIn(chat, options),
      attributes: options.attributes ?? {},
      children: [],
    });
    return { id, message };
  }

  /** Posts a status for the given people. */
  async postStatus(audience: readonly Person[], content: Content): Promise<Sent> {
    const id = this.newMessageId();
    const chat = 'status@broadcast';
    const message = await compose(this.handset.world, content, { id, chat, ownJid: this.jid });
    const to = audience.map(({ account }) => account);
    await this.handset.send({ id, to, message, addressing: 'lid', attributes: {}, children: [] });
    return { id, message };
  }

  react(
    chat: Chat,
    to: ReceivedMessage | Sent,
    emoji: string,
    options?: SendOptions,
  ): Promise<Sent> {
    return this.send(chat, { react: { text: emoji, key: this.keyOf(chat, to, options) } }, options);
  }

  edit(chat: Chat, sent: Sent, text: string, options: SendOptions = {}): Promise<Sent> {
    const content: AnyMessageContent = { text, edit: this.keyOf(chat, sent, options) };
    return this.send(chat, content, { ...options, attributes: { edit: '1' } });
  }

  revoke(chat: Chat, sent: Sent, options: SendOptions = {}): Promise<Sent> {
    const content: AnyMessageContent = { delete: this.keyOf(chat, sent, options) };
    return this.send(chat, content, { ...options, attributes: { edit: '7' } });
  }

  /** Votes in a poll of the inbox. `options` are the texts of the chosen options. */
  vote(chat: Chat, poll: ReceivedMessage, options: readonly string[]): Promise<Sent> {
    const { world } = this.handset;
    const vote = sealVote({
      pollId: poll.id,
      pollCreator: jidOf(poll.from, poll.addressing),
      voter: jidOf(this.account, poll.addressing),
      secret: poll.message.messageContextInfo?.messageSecret ?? new Uint8Array(32),
      options,
      iv: world.random.nextBytes(`vote/${this.number}`, 12),
    });
    return this.sendProto(
      chat,
      {
        pollUpdateMessage: {
          pollCreationMessageKey: this.keyOf(chat, poll),
          vote,
          senderTimestampMs: world.now(),
        },
      },
      { addressing: poll.addressing },
    );
  }

  /** Sends read receipts for the messages. */
  read(...messages: readonly ReceivedMessage[]): void {
    sendReceipts(this.handset, messages, 'read');
  }

  play(...messages: readonly ReceivedMessage[]): void {
    sendReceipts(this.handset, messages, 'played');
  }

  /** Downloads and decrypts the media of a received message; undefined when the server no longer has it. */
  download({ message }: Pick<ReceivedMessage, 'message'>): Promise<Buffer | undefined> {
    return downloadMedia(this.handset.world, message);
  }

  /** Sends a typing state to the devices of the other side. */
  type(chat: Chat, state: 'composing' | 'recording' | 'paused', options: SendOptions = {}): void {
    const shown = state === 'recording' ? node('composing', { media: 'audio' }) : node(state, {});
    const name = jidOf(this.account, this.addressingIn(chat, options));
    const sendState = (account: Account, attributes: Record<string, string>): void => {
      const stanza: BinaryNode = node('chatstate', attributes, [shown]);
      if (account !== this.account) sendToConnected(account, stanza);
    };
    if ('account' in chat) return sendState(chat.account, { from: name });
    for (const lid of chat.group.members.keys()) {
      const member = this.handset.world.accounts.byLid(lid);
      if (member) sendState(member, { from: chat.group.jid, participant: name });
    }
  }

  /** The business profile and the catalog of this person. */
  get shop(): Shop {
    return new Shop(this.handset.world, this.account);
  }

  /** Changes the profile picture; without bytes deletes it. */
  updatePicture(bytes: Buffer | undefined): void {
    updatePicture(this.handset.world, { account: this.account }, this.account, bytes);
  }

  /** Goes online or offline, and notifies the devices that subscribed to it. */
  setOnline(online: boolean): void {
    this.account.online = online;
    publishPresence(this.handset.world, this.account);
  }

  call(callee: Person, options: { video?: boolean; addressing?: Addressing } = {}): Call {
    return placeCall(this.handset, callee.account, options);
  }

  /** Real devices cannot decrypt the next message, and ask for it again. */
  corruptNextMessage(): void {
    this.handset.messageSender.corruptNextMessage();
  }

  private newMessageId(): string {
    return `3A${this.handset.world.random.nextHex(`message/${this.number}`, 9)}`;
  }

  private addressingIn(chat: Chat, { addressing }: SendOptions = {}): Addressing {
    return 'group' in chat ? chat.group.addressing : (addressing ?? 'lid');
  }

  private jidOfChat(chat: Chat, options: SendOptions = {}): string {
    return 'group' in chat ? chat.group.jid : jidOf(chat.account, this.addressingIn(chat, options));
  }

  private keyOf(
    chat: Chat,
    target: ReceivedMessage | Sent,
    options: SendOptions = {},
  ): proto.IMessageKey {
    const author = 'from' in target ? target.from : this.account;
    const addressing =
      'addressing' in target ? target.addressing : this.addressingIn(chat, options);
    return {
      id: target.id,
      remoteJid: this.jidOfChat(chat, { ...options, addressing }),
      fromMe: author === this.account,
      ...('group' in chat && { participant: jidOf(author, addressing) }),
    };
  }
}
