import { type MessageSender } from '../port/connection.js';
import { type MessageFact } from '../port/facts.js';
import { type MessageKey } from '../port/message.js';
import {
  type Answer,
  NotSentError,
  type Outgoing,
  type UnsettledMessage,
} from '../port/outgoing.js';
import { type SessionStore } from '../port/session-store.js';
import { factOfOutgoing, readPayload, rowOfFact } from './fake-messages.js';

const STATUS_OF: Readonly<Record<Answer, number>> = {
  accepted: 1,
  unwelcome: -1,
  throttled: -1,
  refused: -1,
};
const READ = 4;

export interface FakeSenderParts {
  readonly store: SessionStore;
  /** False when no frame may leave any more. */
  readonly mayLeave: () => boolean;
  readonly echo: (message: MessageFact) => Promise<void> | undefined;
  readonly otherAddressOf: (jid: string) => Promise<string | undefined>;
}

/** Sends into `sent`. A message stays pending until the spec answers it. */
export class FakeSender implements MessageSender {
  /** What has left, in its order. */
  readonly sent: Outgoing[] = [];
  readonly markedRead: MessageKey[] = [];
  /** The next messages are not sent, for this reason. */
  refusal: NotSentError | undefined;
  private readonly underWay = new Map<string, Promise<MessageFact>>();
  private reportAnswer: (answer: Answer) => void = () => undefined;

  constructor(private readonly parts: FakeSenderParts) {}

  /** WhatsApp's answer to a message. */
  async answer(messageId: string, answer: Answer): Promise<void> {
    this.reportAnswer(answer);
    const status = STATUS_OF[answer];
    await this.parts.store.write({ updates: [{ messageId, fromMe: true, status }] });
  }

  send(outgoing: Outgoing): Promise<MessageFact> {
    const { messageId } = outgoing;
    const running = this.underWay.get(messageId);
    if (running) return running;
    const sending = this.sendOnce(outgoing).finally(() => this.underWay.delete(messageId));
    this.underWay.set(messageId, sending);
    return sending;
  }

  async sendAgain({ messageId, jid, source, payload }: UnsettledMessage): Promise<void> {
    const content = { kind: 'text', text: readPayload(payload).content } as const;
    await this.relay({ messageId, jid, content, source });
  }

  isUnderWay(messageId: string): boolean {
    return this.underWay.has(messageId);
  }

  onAnswer(listener: (answer: Answer) => void): void {
    this.reportAnswer = listener;
  }

  async markRead(keys: readonly MessageKey[]): Promise<void> {
    this.markedRead.push(...keys);
    const updates = keys.map(({ id }) => ({ messageId: id ?? '', fromMe: false, status: READ }));
    await this.parts.store.write({ updates });
  }

  otherAddressOf(jid: string): Promise<string | undefined> {
    return this.parts.otherAddressOf(jid);
  }

  private async sendOnce(outgoing: Outgoing): Promise<MessageFact> {
    const { refusal } = this;
    if (!refusal) return this.relay(outgoing);
    if (refusal.code === 'throttled') this.reportAnswer('throttled');
    throw refusal;
  }

  /** The row is stored before the message leaves. */
  private async relay(outgoing: Outgoing): Promise<MessageFact> {
    const { store, mayLeave, echo, otherAddressOf } = this.parts;
    const fact = factOfOutgoing(outgoing, await otherAddressOf(outgoing.jid));
    const row = rowOfFact(fact);
    if (row) await store.write({ messages: [row] });
    if (!mayLeave()) throw new NotSentError('disconnected', 'connection lost');
    this.sent.push(outgoing);
    echo(fact)?.catch(() => undefined);
    return fact;
  }
}
