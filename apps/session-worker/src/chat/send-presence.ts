import { CommandContext } from '@starling/broker';
import { type BodyOf, type PresenceState, type ReplyOf, sendPresence } from '@starling/contract';
import { Handles } from '@starling/platform';
import { type EngineConnection } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { Recipients } from '../message/recipients.js';
import { OpenSessions } from '../session/open-sessions.js';
import { KnownChats } from './known-chats.js';
import { orFailure } from './or-failure.js';

const WORDS = { typing: 'composing', recording: 'recording', paused: 'paused' } as const;

@Handles(sendPresence)
export class SendPresence {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly recipients: Recipients,
    private readonly chats: KnownChats,
  ) {}

  async act(
    @Payload() { body }: { readonly body: BodyOf<typeof sendPresence> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof sendPresence>> {
    const { connection, lease } = this.sessions.get(context);
    const { recipient, state, durationSeconds: duration } = body;
    const jid = await this.recipients.resolve(connection, recipient);
    await orFailure('SendPresenceFailed', show(connection, jid, state));
    if (duration > 0) {
      const pause = () => void show(connection, jid, 'paused').catch(() => undefined);
      setTimeout(pause, duration * 1_000).unref();
    }
    return {
      success: true,
      message: 'Presence sent successfully',
      chat_jid: await this.chats.phoneFirst(lease, jid),
      state,
      duration,
    };
  }
}

const show = (connection: EngineConnection, jid: string, state: PresenceState): Promise<void> =>
  connection.showActivity(jid, WORDS[state]);
