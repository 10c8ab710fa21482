import { runInBackground } from '@starling/platform';
import { setTimeout as wait } from 'node:timers/promises';
import { type Inbox } from '../inbox/inbox.js';
import { type InboxWriter } from '../inbox/inbox-writer.js';
import { type CommandResult } from './command.js';

/** A command without a result yet. */
export interface OpenCall {
  readonly processId: string;
  readonly startedAt: number;
  settle(result: CommandResult): void;
}

const INQUIRE_EVERY_MS = 3_000;
/** Nearly all commands are answered before, and cost no inquiry. */
const OLD_CALL_MS = 2_000;
const INQUIRE_AGAIN_MS = 250;
/** A process without an inbox for so long has ended; a living one makes its own again with its next sign of life. */
const PROCESS_MISSING_MS = 5_000;

const LOST: CommandResult = { outcome: 'failed', failure: { code: 'connection_lost' } };

/**
 * Finds the calls whose reply will not come. Redis may lose a command before its process reads it, or a reply before
 * this process reads it: when it restarts without its newest data, or when an inbox expires. Therefore processes are
 * asked which of the calls they still know, as soon as the own inbox is restored, and every few seconds for older
 * calls. A call that runs is not disturbed, however long it takes.
 */
export class LostCalls {
  private readonly inquiring = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly calls: ReadonlyMap<string, OpenCall>,
    private readonly inbox: Inbox,
    private readonly sender: InboxWriter,
  ) {
    inbox.whenRestored(() => this.inquire(performance.now()));
  }

  /** To be called after each new call. The timer ends with the last call, so that nothing has to close it. */
  watch(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.calls.size === 0) return;
      this.inquire(performance.now() - OLD_CALL_MS);
      this.watch();
    }, INQUIRE_EVERY_MS).unref();
  }

  private inquire(startedBefore: number): void {
    const processIds = new Set<string>();
    for (const { processId, startedAt } of this.calls.values()) {
      if (startedAt <= startedBefore) processIds.add(processId);
    }
    for (const processId of processIds) {
      if (this.inquiring.has(processId)) continue;
      this.inquiring.add(processId);
      const inquiry = this.inquireOf(processId, startedBefore).finally(() =>
        this.inquiring.delete(processId),
      );
      runInBackground('inquire about commands', inquiry);
    }
  }

  private async inquireOf(processId: string, startedBefore: number): Promise<void> {
    const { processId: replyTo } = this.inbox;
    const missingAtMs = performance.now() + PROCESS_MISSING_MS;
    for (;;) {
      const calls = this.openCalls(processId, startedBefore);
      if (calls.length === 0) return;
      const ids = calls.map(([id]) => id).join(' ');
      const outcome = await this.sender
        .send(processId, 'inquiry', { replyTo }, ids)
        .catch(() => 'unreachable' as const);
      if (outcome !== 'no_such_process') return;
      if (performance.now() > missingAtMs) return calls.forEach(([, call]) => call.settle(LOST));
      await wait(INQUIRE_AGAIN_MS, undefined, { ref: false });
    }
  }

  private openCalls(processId: string, startedBefore: number): [string, OpenCall][] {
    return [...this.calls].filter(
      ([, call]) => call.processId === processId && call.startedAt <= startedBefore,
    );
  }
}
