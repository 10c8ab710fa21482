import { Logger } from '@nestjs/common';
import { type Job, Queue, Worker } from 'bullmq';
import { type RedisConnections } from '../connections/redis-connections.js';
import { queuePrefix } from '../connections/keys.js';
import { type BrokerMetrics, type QueueCount } from '../metrics/broker-metrics.js';
import { type PayloadOf, type QueueDeclaration } from './queue-declaration.js';

export type QueueOf<Declaration extends QueueDeclaration> = Queue<
  PayloadOf<Declaration>,
  void,
  string
>;
export type JobOf<Declaration extends QueueDeclaration> = Job<PayloadOf<Declaration>, void, string>;
export type JobProcessor<Declaration extends QueueDeclaration> = (
  job: JobOf<Declaration>,
) => Promise<void>;

/** `delayed` waits for its time, `waiting` for a worker; `failed` gave up and is kept for a week. */
const COUNTED_STATES = ['waiting', 'delayed', 'active', 'failed'] as const;

/**
 * Makes producers and workers of declared queues. A job that was added is on Redis's disk; it is processed at least
 * once, and again when its worker dies or hangs (seen within half a minute). Adding fails at once while Redis is away.
 */
export class Queues {
  private readonly logger = new Logger(Queues.name);
  private readonly producers = new Map<string, Queue>();
  private readonly workers: Worker[] = [];
  /** Of which this process works off the jobs. */
  private readonly counted: Pick<Queue, 'name' | 'getJobCounts'>[] = [];

  constructor(
    private readonly connections: RedisConnections,
    private readonly metrics: BrokerMetrics,
  ) {}

  producer<Declaration extends QueueDeclaration>(declaration: Declaration): QueueOf<Declaration> {
    const { name, defaultJobOptions } = declaration;
    const producer =
      this.producers.get(name) ??
      new Queue(name, {
        connection: this.connections.commands,
        prefix: queuePrefix(name),
        defaultJobOptions,
      });
    producer.on('error', () => undefined);
    this.producers.set(name, producer);
    return producer as unknown as QueueOf<Declaration>;
  }

  work<Declaration extends QueueDeclaration>(
    declaration: Declaration,
    processor: JobProcessor<Declaration>,
    concurrency: number,
  ): void {
    const { name } = declaration;
    const worker = new Worker<PayloadOf<Declaration>, void>(name, processor, {
      connection: this.connections.patient(`jobs-${name}`),
      prefix: queuePrefix(name),
      concurrency,
    });
    this.count(declaration);
    worker.on('completed', (job) => this.measure(name, 'done', job));
    worker.on('failed', (job, error) => {
      if (job) this.measure(name, 'failed', job);
      this.logger.warn(
        `A job of ${name} failed (${job?.id}, attempt ${job?.attemptsMade}): ${error.message}`,
      );
    });
    worker.on('stalled', () => this.metrics.jobStalled(name));
    // The connections log outages; BullMQ continues on its own.
    worker.on('error', () => undefined);
    this.workers.push(worker);
  }

  /** No new jobs; resolves when those under way have ended. */
  async drain(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.producers.values()].map((producer) => producer.close()));
    this.producers.clear();
  }

  private count(declaration: QueueDeclaration): void {
    if (this.counted.length === 0) this.metrics.observeQueues(() => this.countJobs());
    this.counted.push(this.producer(declaration));
  }

  /** Nothing while Redis is away. */
  private async countJobs(): Promise<readonly QueueCount[]> {
    const counts = await Promise.all(
      this.counted.map(async (queue) => {
        const byState = await queue.getJobCounts(...COUNTED_STATES).catch(() => ({}));
        return Object.entries(byState).map(([state, jobs]) => ({ queue: queue.name, state, jobs }));
      }),
    );
    return counts.flat();
  }

  private measure(queue: string, outcome: 'done' | 'failed', job: Job): void {
    const { timestamp, delay = 0, processedOn = timestamp, finishedOn = Date.now() } = job;
    const waitMs = Math.max(0, processedOn - timestamp - delay);
    this.metrics.jobEnded(queue, outcome, waitMs, Math.max(0, finishedOn - processedOn));
  }
}
