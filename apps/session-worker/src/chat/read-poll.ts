import { CommandContext } from '@starling/broker';
import { ContractError, type QueryOf, readPoll, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Messages } from '@starling/storage';
import { type Engine } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { InjectEngine } from '../config/engine.js';
import { OpenSessions } from '../session/open-sessions.js';
import { VotesOfPolls } from './poll-votes.js';

@Handles(readPoll)
export class ReadPoll {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly messages: Messages,
    private readonly votes: VotesOfPolls,
    @InjectEngine() private readonly engine: Engine,
  ) {}

  async act(
    @Payload() { query: { messageId } }: { readonly query: QueryOf<typeof readPoll> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof readPoll>> {
    const session = this.sessions.get(context);
    const { scope, instanceId } = session.lease;
    const row = await this.messages.find(scope, instanceId, messageId);
    if (!row) throw new ContractError('MessageNotFound');
    const { payload } = row;
    const poll = payload && this.engine.stored.pollFactsOf(payload);
    if (!payload || !poll) throw new ContractError('NotAPoll');
    const data = await this.votes.count(session, { ...poll, row: { ...row, payload } });
    return { success: true, message: 'Poll votes retrieved successfully', messageId, data };
  }
}
