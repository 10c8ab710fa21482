import { Queues, webhookRetries } from '@starling/broker';
import { type EventName, replayDeliveries } from '@starling/contract';
import { Handles } from '@starling/platform';
import { DeadLetters } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { type Call, type OperationHandler } from '../http/call.js';

type KeptLetter = Awaited<ReturnType<DeadLetters['list']>>[number];

const MOST_AT_ONCE = 1_000;
const BATCH = 100;

/** A letter is dropped once its delivery waits again: a crash between the two delivers it twice, never not at all. */
@Handles(replayDeliveries)
export class ReplayDeliveries implements OperationHandler<typeof replayDeliveries> {
  private readonly waiting;

  constructor(
    private readonly letters: DeadLetters,
    private readonly audit: AuditedActs,
    queues: Queues,
  ) {
    this.waiting = queues.producer(webhookRetries);
  }

  async act(call: Call<typeof replayDeliveries>) {
    // What dies again meanwhile is not of this call.
    const until = call.query.until ?? new Date();
    let replayed = 0;
    let lastBatch = BATCH;
    while (lastBatch === BATCH && replayed < MOST_AT_ONCE) {
      lastBatch = await this.replay(call, until);
      replayed += lastBatch;
    }
    await this.audit.recordChange(call, 'deliveries.replay');
    return {
      success: true as const,
      message: 'Deliveries replayed successfully' as const,
      ...{ replayed, more: lastBatch === BATCH },
    };
  }

  private async replay({ tenant, instance, query }: Call<typeof replayDeliveries>, until: Date) {
    const letters = await this.letters.list(tenant, instance.id, { ...query, until, limit: BATCH });
    await Promise.all(letters.map((letter) => this.store(letter)));
    await this.letters.drop(tenant, instance.id, letters);
    return letters.length;
  }

  private async store(letter: KeptLetter): Promise<void> {
    const { id: deliveryId, event, eventId, body, accountId, instanceId, webhookId } = letter;
    await this.waiting.add('attempt', {
      ...{ deliveryId, accountId, instanceId, webhookId, event: event as EventName, eventId },
      ...{ body: Buffer.from(body).toString('utf8'), attempts: 0 },
      firstAttemptAt: new Date().toISOString(),
    });
  }
}
