import { EventLog, type LoggedEvent } from '@starling/broker';
import { type EventName, readEventLog, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

const PAGE = 500;
const OLDEST = '0-0';

type Reply = ReplyOf<typeof readEventLog>;

@Handles(readEventLog)
export class ReadEventLog implements OperationHandler<typeof readEventLog> {
  constructor(
    private readonly log: EventLog,
    private readonly accounts: Accounts,
  ) {}

  async act({ tenant, instance, query }: Call<typeof readEventLog>): Promise<Reply> {
    const { since, limit, event } = query;
    const account = await this.accounts.find({ kind: 'id', id: tenant.accountId });
    const keepSeconds = account?.eventRetentionSeconds ?? 0;
    const [gap, found] = await Promise.all([
      since !== undefined && this.log.hasGapAfter(instance.id, since, keepSeconds),
      this.collect(instance.id, since ?? OLDEST, limit, event),
    ]);
    return {
      success: true,
      message: 'Events retrieved successfully',
      events: found.events.map(toView),
      meta: { nextSince: found.last ?? since ?? null, gap },
    };
  }

  /** Pages on past what the filter leaves out, so that a page is short only at the end. */
  private async collect(
    instanceId: string,
    since: string,
    limit: number,
    event: EventName | undefined,
  ) {
    const events: LoggedEvent[] = [];
    let last: string | undefined;
    for (;;) {
      const page = await this.log.read(instanceId, last ?? since, PAGE);
      for (const entry of page) {
        if (events.length === limit) return { events, last };
        last = entry.id;
        if (event === undefined || entry.name === event) events.push(entry);
      }
      if (page.length < PAGE || events.length === limit) return { events, last };
    }
  }
}

const toView = ({ id, bytes }: LoggedEvent): Reply['events'][number] => ({
  ...(JSON.parse(bytes.toString()) as Omit<Reply['events'][number], 'id'>),
  id,
});
