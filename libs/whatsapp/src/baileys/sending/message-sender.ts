import {
  generateWAMessage,
  generateWAMessageFromContent,
  prepareWAMessageMedia,
  proto,
  type WAMessage,
  type WASocket,
} from '@whiskeysockets/baileys';
import { MAX_ENCODED_MESSAGE_BYTES } from '@starling/contract';
import { isLidJid, isPhoneJid } from '@starling/domain';
import { type AddressBook } from '../../address-book/address-book.js';
import { type FrameHold } from '../durability/frame-hold.js';
import { type SessionStore } from '../../port/session-store.js';
import { rowOf } from '../storing/keep-messages.js';
import { changesBy } from '../storing/message-changes.js';
import { type MessageSender } from '../../port/connection.js';
import { type MessageFact } from '../../port/facts.js';
import { type MessageKey } from '../../port/message.js';
import {
  type Answer,
  type FileContent,
  NotSentError,
  type Outgoing,
  type UnsettledMessage,
} from '../../port/outgoing.js';
import { compose } from '../compose/compose.js';
import { composeFile } from '../compose/file.js';
import { storedMessage } from '../compose/stored.js';
import { messageFactOf, type TaggedMessage } from '../facts/message-fact.js';
import { QUIET } from '../log/quiet-logger.js';
import { relayOptionsOf } from './relay-options.js';

const ERROR = -1;
const SENT = 1;
const READ = 4;
const TOO_MANY = 429;

export interface SenderParts {
  readonly baileys: WASocket;
  readonly store: SessionStore;
  readonly hold: FrameHold;
  readonly book: Pick<AddressBook, 'phoneOf' | 'otherOf' | 'recall'>;
  /** Publishes a message that has left; resolves when it is published. */
  readonly echo: (message: TaggedMessage, fact: MessageFact) => Promise<void>;
}

/**
 * Sends through one socket. The row of a message is durable before its frame leaves, and stays `pending` until
 * WhatsApp has confirmed it. What a crash or a lost connection leaves pending is relayed again under the same id, which
 * phones show only once.
 */
export class BaileysMessageSender implements MessageSender {
  private readonly underWay = new Map<string, Promise<MessageFact>>();
  private readonly echoes = new Map<string, Promise<void>>();
  private reportAnswer: (answer: Answer) => void = () => undefined;

  constructor(private readonly parts: SenderParts) {}

  send(outgoing: Outgoing): Promise<MessageFact> {
    const { messageId } = outgoing;
    const running = this.underWay.get(messageId);
    if (running) return running;
    const sending = this.sendOnce(outgoing).finally(() => this.underWay.delete(messageId));
    this.underWay.set(messageId, sending);
    return sending;
  }

  onAnswer(listener: (answer: Answer) => void): void {
    this.reportAnswer = listener;
  }

  isUnderWay(messageId: string): boolean {
    return this.underWay.has(messageId);
  }

  private async sendOnce(outgoing: Outgoing): Promise<MessageFact> {
    const { messageId, source } = outgoing;
    try {
      const composed = await this.compose(outgoing);
      ensureFits(composed.message);
      const message: TaggedMessage = Object.assign(composed, { source });
      return await this.relay(message, outgoing.audience);
    } catch (error) {
      await this.note(messageId, ERROR).catch(() => undefined);
      const notSent = asNotSent(error);
      if (notSent.code === 'throttled') this.reportAnswer('throttled');
      throw notSent;
    }
  }

  async sendAgain(unsettled: UnsettledMessage, audience?: readonly string[]): Promise<void> {
    const { messageId, jid, source, payload, sentAt } = unsettled;
    const key = { id: messageId, remoteJid: jid, fromMe: true };
    const again = { ...storedMessage({ key, payload, sentAt }), source };
    await this.relay(again, audience);
  }

  async markRead(keys: readonly MessageKey[]): Promise<void> {
    const { baileys, store } = this.parts;
    await baileys.readMessages([...keys]);
    const updates = keys.map(({ id }) => ({ messageId: id ?? '', fromMe: false, status: READ }));
    await store.write({ updates });
  }

  /** WhatsApp's answer to a message. The message is published before it counts as settled. */
  async onAck(messageId: string, answer: Answer): Promise<void> {
    this.reportAnswer(answer);
    await this.echoes.get(messageId)?.catch(() => undefined);
    await this.note(messageId, answer === 'accepted' ? SENT : ERROR);
  }

  private async compose({ jid, content, quoted, messageId }: Outgoing): Promise<WAMessage> {
    const { baileys } = this.parts;
    const upload = (file: FileContent) => this.upload(file, jid);
    const composed = await compose(content, { jid, upload });
    const options = {
      userJid: baileys.user?.id ?? '',
      messageId,
      ...(quoted && { quoted: storedMessage(quoted) }),
    };
    if ('composed' in composed) {
      return generateWAMessageFromContent(jid, composed.composed, options);
    }
    return generateWAMessage(jid, composed, {
      ...options,
      logger: QUIET,
      upload: baileys.waUploadToServer,
    });
  }

  /** For a file that goes into other content. */
  private upload(file: FileContent, jid: string): Promise<proto.IMessage> {
    const { waUploadToServer: upload } = this.parts.baileys;
    return prepareWAMessageMedia(composeFile(file), { logger: QUIET, upload, jid });
  }

  private async relay(message: TaggedMessage, audience?: readonly string[]): Promise<MessageFact> {
    const { baileys, store, hold } = this.parts;
    const jid = message.key.remoteJid ?? '';
    const id = message.key.id ?? '';
    message.key.remoteJidAlt ??= await this.otherAddressOf(jid);
    const fact = messageFactOf(message);
    const row = rowOf(message, fact, this.parts.book);
    // A failed write ends the connection before the frame can leave.
    const write = row && { messages: [row], updates: changesBy(message, row) };
    if (write) store.write(write).catch(() => undefined);
    const content = message.message as proto.IMessage;
    await baileys.relayMessage(jid, content, {
      messageId: id,
      ...relayOptionsOf(jid, content),
      ...(audience && { statusJidList: [...audience] }),
    });
    if (!(await hold.released())) throw new NotSentError('disconnected', 'connection lost');
    // The first message to a user makes the other address known. The fact has the same key.
    message.key.remoteJidAlt ??= await this.otherAddressOf(jid);
    const echo = this.parts.echo(message, fact).finally(() => this.echoes.delete(id));
    this.echoes.set(id, echo);
    echo.catch(() => undefined);
    return fact;
  }

  private note(messageId: string, status: number): Promise<void> {
    return this.parts.store.write({ updates: [{ messageId, fromMe: true, status }] });
  }

  async otherAddressOf(jid: string): Promise<string | undefined> {
    const isLid = isLidJid(jid);
    if (!isLid && !isPhoneJid(jid)) return undefined;
    const { baileys, book } = this.parts;
    await book.recall([jid]);
    const known = book.otherOf(jid);
    if (known) return known;
    const { keys } = baileys.authState;
    const [user = ''] = jid.split('@');
    const name = isLid ? `${user}_reverse` : user;
    const { [name]: stored } = await keys.get('lid-mapping', [name]);
    return stored && `${stored}@${isLid ? 's.whatsapp.net' : 'lid'}`;
  }
}

/**
 * Encryption costs CPU time per byte and device, and all sessions of the process wait for it meanwhile: a message that
 * is too large is refused before anything is encrypted or stored. Counted with what it quotes and its link preview.
 */
function ensureFits(message: proto.IMessage | null | undefined): void {
  const { length } = proto.Message.encode(message ?? {}).finish();
  if (length > MAX_ENCODED_MESSAGE_BYTES) throw new NotSentError('too_large', 'message too large');
}

function asNotSent(error: unknown): NotSentError {
  if (error instanceof NotSentError) return error;
  const { message, data, output } = error as {
    message?: string;
    data?: unknown;
    output?: { statusCode?: number };
  };
  const isThrottled = data === TOO_MANY || output?.statusCode === TOO_MANY;
  return new NotSentError(isThrottled ? 'throttled' : 'refused', message ?? 'unknown');
}
