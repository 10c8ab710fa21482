import { CommandContext, NotOwnerError } from '@starling/broker';
import {
  type Addressed,
  ContractError,
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
import { Sessions } from '../session/sessions.js';
import { asEngineMessage } from './quotes.js';
import { type SendingCommand } from './sending-command.js';
import { type Activity, showActivity } from './typing.js';
import { type Way, Ways } from './ways.js';

/** What a kind of message may use to say what it says. */
export interface Sender extends Way {
  readonly socket: EngineSocket;
  readonly lease: SessionLease;
  readonly signal: AbortSignal;
}

/** What one kind of message is. */
export interface Kind {
  /** Asked once the way is clear: nothing is spent on a message that cannot go. */
  compose(sender: Sender): Outgoing['content'] | Promise<Outgoing['content']>;
  readonly activity?: Activity;
  /** What the reply says otherwise than the event. */
  readonly data?: Partial<SentData>;
  readonly message?: string;
}

/** What every message goes through, whatever it says: in the order in which the contract lists what may go wrong. */
@Injectable()
export class OutgoingMessages {
  constructor(
    private readonly sessions: Sessions,
    private readonly events: SessionEvents,
    private readonly messages: Messages,
    private readonly ways: Ways,
  ) {}

  /** Answers once the message has been handed to WhatsApp; what it throws means that nothing has gone out. */
  async send(
    { command, signal }: CommandContext,
    { body, reserved }: SendingCommand<Addressed>,
    kind: Kind,
  ): Promise<SentReply> {
    const session = this.sessions.find(command.instance);
    if (!session) throw new NotOwnerError();
    const { lease } = session;
    const earlier = reserved.isRepeated && (await this.findEarlier(lease, reserved.messageId));
    if (earlier) return this.replyTo(lease, earlier, kind);
    const { openSocket: socket } = session;
    if (!socket) throw new ContractError('InstanceNotConnected');

    const way = await this.ways.find(lease, socket, body);
    const content = await kind.compose({ ...way, socket, lease, signal });
    await showActivity(socket, way.jid, kind.activity ?? 'composing', body.delaySeconds, signal);
    signal.throwIfAborted();
    const { messageId } = reserved;
    const { jid, quoted } = way;
    const message = await socket.messages
      .send({ messageId, jid, quoted, content, source: body.source })
      .catch((error: unknown) => {
        throw inWordsOfTheContract(error);
      });
    return this.replyTo(lease, message, kind);
  }

  /** Stored and not refused means sent: what was on its way when a worker died goes out again by itself. */
  private async findEarlier(
    { scope, instanceId }: SessionLease,
    messageId: string,
  ): Promise<EngineMessage | undefined> {
    const row = await this.messages.find(scope, instanceId, messageId);
    return row?.payload && row.status >= 0 ? asEngineMessage(row, row.payload) : undefined;
  }

  private replyTo(lease: SessionLease, message: EngineMessage, kind: Kind): SentReply {
    const said = sentData(message, this.events.contextOf(lease));
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

function inWordsOfTheContract(error: unknown): unknown {
  if (!(error instanceof NotSentError)) return error;
  return error.code === 'throttled'
    ? new ContractError('WhatsAppRateLimit')
    : new ContractError('SendMessageFailed', { reason: error.message });
}
