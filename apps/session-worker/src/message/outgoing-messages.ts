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
  type EngineMessage,
  type EngineSocket,
  NotSentError,
  type Outgoing,
  sentData,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { SessionEvents } from '../events/session-events.js';
import { OpenSessions } from '../session/open-sessions.js';
import { Pacing } from './pacing.js';
import { asEngineMessage } from './quotes.js';
import { RunningSends } from './running-sends.js';
import { Scratch } from './scratch.js';
import { type SendingCommand } from './sending-command.js';
import { type Activity, showActivity } from './typing.js';
import { type Way, Ways } from './ways.js';

/** What a kind of message may use to say what it says. */
export interface Sender extends Way {
  readonly socket: EngineSocket;
  readonly lease: SessionLease;
  /** Where its files lie until it is sent. */
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
}

/** What one kind of message is. */
export interface Kind {
  /** What has to be there before anybody is asked anything. */
  check?(lease: SessionLease): Promise<void>;
  /** Asked once the way is clear: nothing is spent on a message that cannot go. */
  compose(sender: Sender): Outgoing['content'] | Promise<Outgoing['content']>;
  /** Who gets a story; everything else goes to the recipient. */
  audience?(sender: Sender): Promise<readonly string[]>;
  readonly activity?: Activity;
  /** Channels have none. */
  readonly isMenu?: boolean;
  /** What the reply says otherwise than the event. */
  readonly data?: Partial<SentData>;
  readonly message?: string;
}

/** What every message goes through, whatever it says: in the order in which the contract lists what may go wrong. */
@Injectable()
export class OutgoingMessages {
  private readonly running = new RunningSends<SentReply>();

  constructor(
    private readonly sessions: OpenSessions,
    private readonly events: SessionEvents,
    private readonly messages: Messages,
    private readonly ways: Ways,
    private readonly pacing: Pacing,
  ) {}

  /** Answers once the message has been handed to WhatsApp; what it throws means that nothing has gone out. */
  async send(
    context: CommandContext,
    command: SendingCommand<Addressed>,
    kind: Kind,
  ): Promise<SentReply> {
    const lease = this.sessions.lease(context);
    // A send of an earlier claim belongs to a socket that is gone.
    const id = `${lease.instanceId} ${lease.epoch} ${command.reserved.messageId}`;
    return this.running.run(id, context.signal, () => this.sendOnce(context, lease, command, kind));
  }

  private async sendOnce(
    context: CommandContext,
    lease: SessionLease,
    { body, reserved }: SendingCommand<Addressed>,
    kind: Kind,
  ): Promise<SentReply> {
    const { signal } = context;
    const earlier = reserved.isRepeated && (await this.findEarlier(lease, reserved.messageId));
    if (earlier) return this.replyTo(lease, earlier, kind);
    if (kind.isMenu && isNewsletter(body.recipient)) throw new ContractError('NotInNewsletters');
    const { socket } = this.sessions.get(context);
    await kind.check?.(lease);
    const way = await this.ways.find(lease, socket, body);
    const scratch = new Scratch();
    try {
      const { messageId } = reserved;
      const sender = { ...way, socket, lease, scratch, signal };
      const message = await this.hand(sender, { ...body, messageId }, kind);
      return await this.replyTo(lease, message, kind);
    } finally {
      await scratch.remove();
    }
  }

  private async hand(
    sender: Sender,
    { messageId, source, delaySeconds }: Addressed & Pick<Outgoing, 'messageId'>,
    kind: Kind,
  ): Promise<EngineMessage> {
    const { socket, jid, quoted, signal } = sender;
    await this.pacing.ensureRoom(sender);
    const content = await kind.compose(sender);
    await showActivity(socket, jid, kind.activity ?? 'composing', delaySeconds, signal);
    signal.throwIfAborted();
    const audience = await kind.audience?.(sender);
    const open = await this.pacing.turn(sender);
    return open.messages
      .send({ messageId, jid, quoted, content, source, ...(audience && { audience }) })
      .catch((error: unknown) => {
        throw inWordsOfTheContract(error);
      });
  }

  /** Stored and not refused means sent: what was on its way when a worker died goes out again by itself. */
  private async findEarlier(
    { scope, instanceId }: SessionLease,
    messageId: string,
  ): Promise<EngineMessage | undefined> {
    const row = await this.messages.find(scope, instanceId, messageId);
    return row?.payload && row.status >= 0 ? asEngineMessage(row, row.payload) : undefined;
  }

  private async replyTo(
    lease: SessionLease,
    message: EngineMessage,
    kind: Kind,
  ): Promise<SentReply> {
    const said = await this.events.people.describe(lease, (context) => sentData(message, context));
    const data = { ...said, ...kind.data };
    return {
      success: true,
      message: kind.message ?? SENT,
      status: 'sent',
      messageId: data.messageId,
      data,
    };
  }
}

const isNewsletter = (recipient: Recipient): boolean =>
  recipient.kind === 'address' && recipient.jid.endsWith('@newsletter');

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
