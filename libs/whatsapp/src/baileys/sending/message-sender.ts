import {
  type AnyMediaMessageContent,
  generateWAMessage,
  generateWAMessageFromContent,
  isLidUser,
  isPnUser,
  prepareWAMessageMedia,
  proto,
  type WAMessage,
  type WAMessageKey,
  type WASocket,
} from '@whiskeysockets/baileys';
import { MAX_ENCODED_MESSAGE_BYTES } from '@starling/contract';
import { type AddressBook } from '../../address-book/address-book.js';
import { type FrameHold } from '../durability/frame-hold.js';
import { type SessionStore } from '../../port/session-store.js';
import { decodeMessage } from '../content/decode-message.js';
import { rowOf } from '../storing/keep-messages.js';
import { changesBy } from '../storing/message-changes.js';
import {
  type Answer,
  NotSentError,
  type Outgoing,
  type TaggedMessage,
  type UnsettledMessage,
} from '../../port/outgoing.js';
import { QUIET } from '../log/quiet-logger.js';
import { relayOptionsOf } from './relay-options.js';

const ERROR = -1;
const SENT = 1;
const READ = 4;
const TOO_MANY = 429;

export interface SenderParts {
  readonly baileys: WASocket;
  readonly memory: SessionStore;
  readonly hold: FrameHold;
  readonly book: Pick<AddressBook, 'phoneOf' | 'otherOf' | 'recall'>;
  /** Tells the world of a message that has left; resolves when it has been told. */
  readonly echo: (message: TaggedMessage) => Promise<void>;
}

/**
 * Sends through one socket. The row of a message is durable before its frame leaves, and stays `pending` until
 * WhatsApp has said that it took it: what a crash or a lost connection leaves pending is relayed once more under the
 * same id, which phones show only once.
 */
export class MessageSender {
  private readonly underWay = new Map<string, Promise<TaggedMessage>>();
  private readonly echoes = new Map<string, Promise<void>>();
  private hearAnswer: (answer: Answer) => void = () => undefined;

  constructor(private readonly parts: SenderParts) {}

  /**
   * Resolves when the frame has left; rejects with `NotSentError` when it has not and never will. Asked for an id that
   * is under way, it answers as that one does.
   */
  send(outgoing: Outgoing): Promise<TaggedMessage> {
    const { messageId } = outgoing;
    const running = this.underWay.get(messageId);
    if (running) return running;
    const sending = this.sendOnce(outgoing).finally(() => this.underWay.delete(messageId));
    this.underWay.set(messageId, sending);
    return sending;
  }

  /** One listener: told what WhatsApp says to each message, and when it asks for patience before one has left. */
  onAnswer(listener: (answer: Answer) => void): void {
    this.hearAnswer = listener;
  }

  isUnderWay(messageId: string): boolean {
    return this.underWay.has(messageId);
  }

  private async sendOnce(outgoing: Outgoing): Promise<TaggedMessage> {
    const { messageId, source } = outgoing;
    try {
      const composed = await this.compose(outgoing);
      ensureFits(composed.message);
      const message: TaggedMessage = Object.assign(composed, { source });
      await this.relay(message, outgoing.audience);
      return message;
    } catch (error) {
      await this.note(messageId, ERROR).catch(() => undefined);
      const notSent = asNotSent(error);
      if (notSent.code === 'throttled') this.hearAnswer('throttled');
      throw notSent;
    }
  }

  /** What a former socket left without an answer. When it fails it is pending as before. */
  async sendAgain(unsettled: UnsettledMessage, audience?: readonly string[]): Promise<void> {
    const { messageId, jid, source, payload, sentAt } = unsettled;
    const message = decodeMessage(payload);
    const again = {
      key: { id: messageId, remoteJid: jid, fromMe: true },
      ...{ message, source, messageTimestamp: Math.floor(sentAt.getTime() / 1_000) },
    };
    await this.relay(again, audience);
  }

  /** For content that goes into other content. */
  async upload(content: Outgoing['content'], jid: string): Promise<proto.IMessage> {
    const { baileys } = this.parts;
    return prepareWAMessageMedia(content as AnyMediaMessageContent, {
      ...{ logger: QUIET, upload: baileys.waUploadToServer, jid },
    });
  }

  /** Told to who wrote them, and stored. */
  async markRead(keys: readonly WAMessageKey[]): Promise<void> {
    const { baileys, memory } = this.parts;
    await baileys.readMessages([...keys]);
    const updates = keys.map(({ id }) => ({ messageId: id ?? '', fromMe: false, status: READ }));
    await memory.write({ updates });
  }

  /** WhatsApp's answer to a message; the world has heard of the message before it counts as settled. */
  async settle(messageId: string, answer: Answer): Promise<void> {
    this.hearAnswer(answer);
    await this.echoes.get(messageId)?.catch(() => undefined);
    await this.note(messageId, answer === 'accepted' ? SENT : ERROR);
  }

  private compose({ jid, content, quoted, messageId }: Outgoing): Promise<WAMessage> | WAMessage {
    const { baileys } = this.parts;
    const options = {
      userJid: baileys.user?.id ?? '',
      messageId,
      ...(quoted && { quoted }),
    };
    if ('composed' in content) return generateWAMessageFromContent(jid, content.composed, options);
    return generateWAMessage(jid, content, {
      ...options,
      logger: QUIET,
      upload: baileys.waUploadToServer,
    });
  }

  private async relay(message: TaggedMessage, audience?: readonly string[]): Promise<void> {
    const { baileys, memory, hold } = this.parts;
    const jid = message.key.remoteJid ?? '';
    const id = message.key.id ?? '';
    message.key.remoteJidAlt ??= await this.otherAddressOf(jid);
    const row = rowOf(message, this.parts.book);
    // Its failure cuts the connection before the frame can leave.
    const write = row && { messages: [row], updates: changesBy(message, row) };
    if (write) memory.write(write).catch(() => undefined);
    const content = message.message as proto.IMessage;
    await baileys.relayMessage(jid, content, {
      messageId: id,
      ...relayOptionsOf(jid, content),
      ...(audience && { statusJidList: [...audience] }),
    });
    if (!(await hold.released())) throw new NotSentError('disconnected', 'connection lost');
    // Whoever was written to for the first time is known better now.
    message.key.remoteJidAlt ??= await this.otherAddressOf(jid);
    const echo = this.parts.echo(message).finally(() => this.echoes.delete(id));
    this.echoes.set(id, echo);
    echo.catch(() => undefined);
  }

  private note(messageId: string, status: number): Promise<void> {
    return this.parts.memory.write({ updates: [{ messageId, fromMe: true, status }] });
  }

  /** The phone of a hidden address, or the hidden address of a phone. Only what is known: nobody is asked. */
  async otherAddressOf(jid: string): Promise<string | undefined> {
    const isLid = isLidUser(jid);
    if (!isLid && !isPnUser(jid)) return undefined;
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
