import { EventEmitter } from 'node:events';
import type { proto } from '@whiskeysockets/baileys';
import { SignalEndpoint } from '../signal/endpoint.js';
import { HandsetKeys } from '../signal/handset-keys.js';
import { allChildren, type BinaryNode } from '../stanza/node.js';
import { idsOf } from '../traffic/receipts.js';
import type { Account, Envelope, PhoneDevice } from '../accounts/account.js';
import type { Companion, KeyBundle } from '../accounts/device.js';
import { isGroupJid, isStatusJid, jidOf } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import { MessageSender } from './message-sender.js';
import type { Outgoing } from './outgoing.js';
import { type Decrypted, decryptStanza } from './decryption.js';
import { shareHistory } from './history.js';
import { answerMediaRetry } from './media-retry.js';
import type { PhoneBehavior, PhoneContext } from './phone-context.js';
import type { PhoneEvents, ReceivedMessage } from './received.js';
import { requestRetry, sendReceipts } from './receipt-sending.js';
import { answerRetry } from './retry.js';
import { Serial } from './serial.js';

const MAX_INBOX_MESSAGES = 5_000;
const MAX_REMEMBERED = 500;

/**
 * The phone of an account: device 0, with Signal sessions of its own. It decrypts the messages of real clients, keeps
 * them in its inbox and sends receipts for them.
 */
export class Handset extends EventEmitter<PhoneEvents> implements PhoneDevice, PhoneContext {
  readonly inbox: ReceivedMessage[] = [];
  readonly behavior: PhoneBehavior = { confirms: true, reads: false, answersRetries: true };
  readonly endpoint: SignalEndpoint;
  readonly messageSender: MessageSender;
  private readonly sent = new Map<string, Outgoing>();
  private readonly incoming = new Serial();
  private readonly failures = new Map<string, number>();
  private readonly shown = new Map<string, true>();

  constructor(
    readonly world: World,
    readonly account: Account,
  ) {
    super();
    this.setMaxListeners(0);
    const keys = new HandsetKeys(account.number, world.random, world.log);
    this.endpoint = new SignalEndpoint(account.number, keys);
    this.messageSender = new MessageSender(world, account, this.endpoint);
  }

  async send(outgoing: Outgoing): Promise<void> {
    addBounded(this.sent, outgoing.id, outgoing);
    await this.messageSender.send(outgoing);
  }

  sentMessage(id: string): Outgoing | undefined {
    return this.sent.get(id);
  }

  receive(envelope: Envelope, stanza: BinaryNode): void {
    this.incoming
      .run(async () => {
        const opened = await this.open(envelope, stanza);
        if (opened) this.accept(envelope, opened.message, opened.retries);
      })
      .catch(this.problem('receiving a message'));
  }

  receivePlain(envelope: Envelope, message: proto.IMessage): void {
    this.accept(envelope, message, 0);
  }

  receiveReceipt(receipt: BinaryNode, from: Account, device: number): void {
    const { type } = receipt.attrs;
    if (type === 'retry') {
      answerRetry(this, receipt, from, device).catch(this.problem('answering a retry'));
    } else if (type === 'server-error') {
      answerMediaRetry(this, receipt).catch(this.problem('answering a request for a file'));
    } else {
      const shared = isShared(receipt.attrs.from) ? receipt.attrs.from : undefined;
      this.emit('receipt', { ids: idsOf(receipt), type: type ?? 'delivered', from, group: shared });
    }
  }

  receivePresence(presence: BinaryNode, from: Account): void {
    const [state] = allChildren(presence);
    const group = isShared(presence.attrs.from) ? presence.attrs.from : undefined;
    const recording = state?.attrs.media === 'audio';
    const word = recording ? 'recording' : (state?.tag ?? 'paused');
    this.emit('presence', { from, state: word, group });
  }

  receiveCall(call: BinaryNode, from: Account): void {
    const [info] = allChildren(call);
    if (info) this.emit('call', { from, event: info.tag, callId: info.attrs['call-id'] ?? '' });
  }

  /** Returns a handler that records the failure of work that no caller awaits. */
  problem(where: string): (error: unknown) => void {
    return (error) => this.world.problem(where, error);
  }

  keyBundle(withPreKey: boolean): KeyBundle {
    return this.endpoint.keys.bundle(withPreKey);
  }

  shareHistory(companion: Companion): void {
    shareHistory(this, companion).catch(this.problem('sharing the history'));
  }

  /** A message with a known id gets one more receipt and is not shown again, as on a phone. */
  private accept(envelope: Envelope, message: proto.IMessage, retries: number): void {
    const { id, sender, senderDevice, group, destination, addressing, timestamp } = envelope;
    const received: ReceivedMessage = {
      id,
      chat: group ?? destination ?? jidOf(sender, addressing),
      from: sender,
      fromDevice: senderDevice,
      fromMe: sender === this.account,
      addressing,
      message,
      timestamp,
      retries,
    };
    const known = `${sender.number}|${received.chat}|${id}`;
    if (this.shown.has(known)) {
      this.world.statistics.repeatedMessages++;
      if (this.behavior.confirms) sendReceipts(this, [received]);
      return;
    }
    addBounded(this.shown, known, true);
    this.inbox.push(received);
    if (this.inbox.length > MAX_INBOX_MESSAGES) this.inbox.shift();
    if (this.behavior.confirms) sendReceipts(this, [received]);
    if (this.behavior.reads) sendReceipts(this, [received], 'read');
    this.emit('message', received);
  }

  private async open(envelope: Envelope, stanza: BinaryNode): Promise<Decrypted | undefined> {
    try {
      const opened = await decryptStanza(this.endpoint, envelope, stanza);
      this.failures.delete(envelope.id);
      return opened;
    } catch (error) {
      this.onUndecryptable(envelope, error);
      return undefined;
    }
  }

  private onUndecryptable(envelope: Envelope, error: unknown): void {
    this.world.statistics.undecryptable++;
    const tries = (this.failures.get(envelope.id) ?? 0) + 1;
    addBounded(this.failures, envelope.id, tries);
    const reason = error instanceof Error ? error.message : String(error);
    this.emit('undecryptable', { id: envelope.id, from: envelope.sender, reason });
    requestRetry(this, envelope, tries);
  }
}

const isShared = (jid: string | undefined): boolean =>
  jid !== undefined && (isGroupJid(jid) || isStatusJid(jid));

const addBounded = <T>(map: Map<string, T>, id: string, value: T): void => {
  map.delete(id);
  map.set(id, value);
  if (map.size <= MAX_REMEMBERED) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
};
