import { listSessions } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type AccountId, type SessionRecord, SessionStates } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(listSessions)
export class ListSessions implements OperationHandler<typeof listSessions> {
  constructor(private readonly states: SessionStates) {}

  async act({ query }: Call<typeof listSessions>) {
    const { worker, accountId, ...page } = query;
    const { sessions, nextCursor } = await this.states.list({
      ...page,
      owner: worker,
      accountId: accountId as AccountId | undefined,
    });
    return {
      success: true as const,
      message: 'Instances retrieved successfully' as const,
      instances: sessions.map(toView),
      meta: { nextCursor },
    };
  }
}

const timeOf = (date: Date | null): string | null => date && formatTimestamp(date);

function toView(session: SessionRecord) {
  const { instanceId, accountId, name, state, desiredState, epoch, restarts } = session;
  return {
    instanceId,
    accountId,
    name,
    state,
    desiredState,
    epoch,
    restarts,
    worker: session.owner,
    workerIsLive: session.ownerIsLive,
    ownedSince: timeOf(session.ownedSince),
    lastTrafficAt: timeOf(session.lastTrafficAt),
    lastClose: session.lastClosedAt && {
      code: session.lastCloseCode,
      reason: session.lastCloseReason,
      at: formatTimestamp(session.lastClosedAt),
    },
    parkedUntil: timeOf(session.parkedUntil),
  };
}
