import { type Metrics } from '@starling/platform';

/** What is left of a shard. */
export interface ShardBacklog {
  readonly entries: number;
  /** Age of the oldest entry that is not acknowledged; 0 when there is none. */
  readonly lagMs: number;
}

export interface QueueCount {
  readonly queue: string;
  readonly state: string;
  readonly jobs: number;
}

/** What the broker tells about itself. Labels are closed sets (operations, kinds, queues), never ids. */
export class BrokerMetrics {
  private readonly reconnects;
  private readonly inboxEntries;
  private readonly inboxLag;
  private readonly inboxFailures;
  private readonly commandsInFlight;
  private readonly commandDurations;
  private readonly servedDurations;
  private readonly appends;
  private readonly shards;
  private readonly backlog;
  private readonly shardLag;
  private readonly jobWaits;
  private readonly jobRuns;
  private readonly jobStalls;

  constructor(private readonly metrics: Metrics) {
    this.reconnects = metrics.counter('starling_redis_reconnects_total', 'Connections regained', [
      'connection',
    ]);
    this.inboxEntries = metrics.counter('starling_inbox_entries_total', 'Inbox entries read');
    this.inboxLag = metrics.histogram(
      'starling_inbox_lag_seconds',
      'How long the oldest entry of a batch had waited, by the clock of Redis',
    );
    this.inboxFailures = metrics.counter(
      'starling_inbox_handler_failures_total',
      'Batches whose handler threw',
      ['kind'],
    );
    this.commandsInFlight = metrics.gauge(
      'starling_commands_in_flight',
      'Commands sent and not yet answered',
      ['operation'],
    );
    this.commandDurations = metrics.histogram(
      'starling_command_seconds',
      'Commands sent, until their outcome was known',
      ['operation', 'outcome'],
    );
    this.servedDurations = metrics.histogram(
      'starling_command_served_seconds',
      'Commands executed or turned away here',
      ['operation', 'outcome'],
    );
    this.appends = metrics.counter('starling_event_appends_total', 'Events written to streams', [
      'target',
      'outcome',
    ]);
    this.shards = metrics.gauge('starling_event_shards_held', 'Shards that this process reads');
    this.backlog = metrics.gauge(
      'starling_event_shard_entries',
      'Entries of a shard that are not yet acknowledged or not yet trimmed',
      ['shard'],
    );
    this.shardLag = metrics.gauge(
      'starling_event_shard_lag_seconds',
      'Age of the oldest event of a shard that is not yet acknowledged',
      ['shard'],
    );
    this.jobWaits = metrics.histogram(
      'starling_job_wait_seconds',
      'From when a job was due until a worker took it',
      ['queue'],
    );
    this.jobRuns = metrics.histogram('starling_job_run_seconds', 'One run of a job', [
      'queue',
      'outcome',
    ]);
    this.jobStalls = metrics.counter(
      'starling_jobs_stalled_total',
      'Jobs whose worker died or hung',
      ['queue'],
    );
  }

  reconnected(connection: string): void {
    this.reconnects.inc({ connection });
  }

  inboxRead(entries: number, lagMs: number): void {
    this.inboxEntries.inc(entries);
    this.inboxLag.observe(lagMs / 1000);
  }

  inboxHandlerFailed(kind: string): void {
    this.inboxFailures.inc({ kind });
  }

  commandStarted(operation: string): void {
    this.commandsInFlight.inc({ operation });
  }

  commandEnded(operation: string, outcome: string, durationMs: number): void {
    this.commandsInFlight.dec({ operation });
    this.commandDurations.observe({ operation, outcome }, durationMs / 1000);
  }

  commandServed(operation: string, outcome: string, durationMs: number): void {
    this.servedDurations.observe({ operation, outcome }, durationMs / 1000);
  }

  eventAppended(
    target: 'node' | 'shard',
    outcome: 'appended' | 'no_such_process' | 'failed',
  ): void {
    this.appends.inc({ target, outcome });
  }

  shardsHeld(count: number): void {
    this.shards.set(count);
  }

  shardLeft(shard: number, { entries, lagMs }: ShardBacklog): void {
    this.backlog.set({ shard: String(shard) }, entries);
    this.shardLag.set({ shard: String(shard) }, lagMs / 1000);
  }

  /** The next reader of the shard reports its figures from now on. */
  shardPassedOn(shard: number): void {
    this.backlog.remove({ shard: String(shard) });
    this.shardLag.remove({ shard: String(shard) });
  }

  /** Read with every scrape. All processes that work on a queue report the same figures. */
  observeQueues(count: () => Promise<readonly QueueCount[]>): void {
    this.metrics.gauge(
      'starling_queue_jobs',
      'Jobs of a queue, in the whole deployment',
      ['queue', 'state'],
      async (gauge) => {
        gauge.reset();
        for (const { queue, state, jobs } of await count()) gauge.set({ queue, state }, jobs);
      },
    );
  }

  jobEnded(queue: string, outcome: 'done' | 'failed', waitMs: number, runMs: number): void {
    this.jobWaits.observe({ queue }, waitMs / 1000);
    this.jobRuns.observe({ queue, outcome }, runMs / 1000);
  }

  jobStalled(queue: string): void {
    this.jobStalls.inc({ queue });
  }
}
