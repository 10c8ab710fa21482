import { CommandContext } from '@starling/broker';
import {
  type Addressed,
  ContractError,
  type Recipient,
  SENT,
  type SentData,
  type SentReply,
} from '@starling/contract';
import { Messages, type SessionLease } from '@starling/storage';
import {
  type Engine,
  type MessageFact,
  NotSentError,
  type OutgoingContent,
  sentData,
} from '@starling/whatsapp';
import { isNewsletterJid } from '@starling/domain';
import { Injectable } from '@nestjs/common';
import { InjectEngine } from '../config/engine.js';
import { SessionEvents } from '../events/session-events.js';
import { OpenSessions } from '../session/open-sessions.js';
import { Pacing } from './pacing.js';
import { storedForm } from './message-key.js';
import { RunningSends } from './running-sends.js';
import { type SendContext } from './send-context.js';
import { TempFiles } from './temp-files.js';
import { type SendingCommand } from './sending-command.js';
import { type Activity, showActivity } from './activity.js';
import { AddressResolver } from './address-resolver.js';

/** One message to be sent, as its kind describes it. */
export interface Sending {
  /** Checked before WhatsApp is asked for anything. */
  check?(lease: SessionLease): Promise<void>;
  /** Called once the recipient is known and may be written to. */
  compose(context: SendContext): OutgoingContent | Promise<OutgoingContent>;
  /** The people who get a story; every other message goes to its recipient. */
  audience?: ((context: SendContext) => Promise<readonly string[]> | undefined) | undefined;
  readonly activity?: Activity | undefined;
  /** True for menus. */
  readonly isRefusedInChannels?: boolean;
  /** Fields of the reply that differ from the event. */
  readonly data?: Partial<SentData> | undefined;
  readonly message?: string | undefined;
}

/** The steps of sending any message, in the order in which the contract lists the errors. */
@Injectable()
export class OutgoingMessages {
  private readonly running = new RunningSends<SentReply>();

  constructor(
    private readonly sessions: OpenSessions,
    private readonly events: SessionEvents,
    private readonly messages: Messages,
    private readonly addresses: AddressResolver,
    private readonly pacing: Pacing,
    @InjectEngine() private readonly engine: Engine,
  ) {}

  /** Resolves when the message has been handed to WhatsApp. An error means that nothing was sent. */
  async send(
    context: CommandContext,
    command: SendingCommand<Addressed>,
    sending: Sending,
  ): Promise<SentReply> {
    const lease = this.sessions.lease(context);
    // A send of an earlier claim belongs to a connection that is gone.
    const id = `${lease.instanceId} ${lease.epoch} ${command.reserved.messageId}`;
    return this.running.run(id, context.signal, () =>
      this.sendOnce(context, lease, command, sending),
    );
  }

  private async sendOnce(
    context: CommandContext,
    lease: SessionLease,
    { body, reserved }: SendingCommand<Addressed>,
    sending: Sending,
  ): Promise<SentReply> {
    const { signal } = context;
    const earlier = reserved.isRepeated && (await this.findEarlier(lease, reserved.messageId));
    if (earlier) return this.replyTo(lease, earlier, sending);
    if (sending.isRefusedInChannels && isNewsletter(body.recipient))
      throw new ContractError('NotInNewsletters');
    const { connection } = this.sessions.get(context);
    await sending.check?.(lease);
    const address = await this.addresses.resolve(lease, connection, body);
    const tempFiles = new TempFiles();
    try {
      const { messageId } = reserved;
      const send = { ...address, connection, lease, tempFiles, signal };
      const message = await this.hand(send, { ...body, messageId }, sending);
      return await this.replyTo(lease, message, sending);
    } finally {
      await tempFiles.remove();
    }
  }

  private async hand(
    send: SendContext,
    { messageId, source, delaySeconds }: Addressed & { readonly messageId: string },
    sending: Sending,
  ): Promise<MessageFact> {
    const { connection, jid, quoted, signal } = send;
    await this.pacing.ensureRoom(send);
    const content = await sending.compose(send);
    await showActivity(connection, jid, sending.activity ?? 'composing', delaySeconds, signal);
    signal.throwIfAborted();
    const audience = await sending.audience?.(send);
    const open = await this.pacing.waitForPermit(send);
    return open.messages
      .send({ messageId, jid, quoted, content, source, ...(audience && { audience }) })
      .catch((error: unknown) => {
        throw inWordsOfTheContract(error);
      });
  }

  /** A stored message that was not refused counts as sent: after a crash it is sent again without a request. */
  private async findEarlier(
    { scope, instanceId }: SessionLease,
    messageId: string,
  ): Promise<MessageFact | undefined> {
    const row = await this.messages.find(scope, instanceId, messageId);
    return row?.payload && row.status >= 0
      ? this.engine.stored.read(storedForm(row, row.payload))
      : undefined;
  }

  private async replyTo(
    lease: SessionLease,
    message: MessageFact,
    sending: Sending,
  ): Promise<SentReply> {
    const said = await this.events.books.describe(lease, (context) => sentData(message, context));
    const data = { ...said, ...sending.data };
    return {
      success: true,
      message: sending.message ?? SENT,
      status: 'sent',
      messageId: data.messageId,
      data,
    };
  }
}

const isNewsletter = (recipient: Recipient): boolean =>
  recipient.kind === 'address' && isNewsletterJid(recipient.jid);

function inWordsOfTheContract(error: unknown): unknown {
  if (!(error instanceof NotSentError)) return error;
  switch (error.code) {
    case 'throttled':
      return new ContractError('WhatsAppRateLimit');
    case 'too_large':
      return new ContractError('MessageTooLarge');
    case 'refused':
    case 'disconnected':
      return new ContractError('SendMessageFailed', { reason: error.message });
  }
}
