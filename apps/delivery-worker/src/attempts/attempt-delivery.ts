import { judgeAnswer, nextAttemptDelayMs } from '@starling/domain';
import { type AttemptOutcome, DeadLetters, type WebhookTarget } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type Answer } from '../destinations/webhook/post-event.js';
import { PostWithFile } from '../destinations/webhook/post-with-file.js';
import { AttemptLog } from '../destinations/webhook/attempt-log.js';
import { AttemptMetrics } from '../destinations/webhook/attempt-metrics.js';
import { RefusedWebhooks } from '../destinations/webhook/refused-webhooks.js';
import { type Delivery } from '../destinations/port/delivery.js';
import { WaitingDeliveries } from './waiting-deliveries.js';

/** What the waits of the schedule are multiplied with; one, but for tests. */
export const WAIT_FACTOR = Symbol('wait factor');

/** One attempt and what follows from it. Once it resolves, the delivery is made, waiting or dead: never lost. */
@Injectable()
export class AttemptDelivery {
  constructor(
    private readonly sender: PostWithFile,
    private readonly log: AttemptLog,
    private readonly metrics: AttemptMetrics,
    private readonly refusals: RefusedWebhooks,
    private readonly waiting: WaitingDeliveries,
    private readonly deadLetters: DeadLetters,
    @Inject(WAIT_FACTOR) private readonly waitFactor: number,
  ) {}

  /** The status, if there was one. Rejects when what follows could not be stored. */
  async attempt(delivery: Delivery, target: WebhookTarget): Promise<number | undefined> {
    const attemptedAt = new Date();
    const answer = await this.sender.post(target, delivery);
    const made: Delivery = { ...delivery, attempts: delivery.attempts + 1 };
    const verdict = judgeAnswer(answer.status);
    const delayMs =
      verdict === 'retry'
        ? nextAttemptDelayMs(made.attempts, answer.retryAfterMs, Math.random())
        : undefined;
    const outcome =
      verdict === 'delivered' ? 'delivered' : delayMs === undefined ? 'dead' : 'retry';
    if (answer.refused) this.refusals.report(target, answer.error ?? '');
    this.metrics.observe(outcome, answer.status, answer.latencyMs);
    this.write(made, outcome, answer, attemptedAt);
    if (delayMs !== undefined) await this.waiting.store(made, delayMs * this.waitFactor);
    if (outcome === 'dead') await this.bury(made, answer);
    return answer.status;
  }

  private async bury(delivery: Delivery, { status, error }: Answer): Promise<void> {
    await this.deadLetters.keep({
      ...delivery,
      lastStatus: status ?? null,
      lastError: error ?? null,
    });
  }

  private write(
    { deliveryId, accountId, instanceId, webhookId, event, eventId, attempts, logId }: Delivery,
    outcome: AttemptOutcome,
    { status, error, response, latencyMs }: Answer,
    attemptedAt: Date,
  ): void {
    this.log.add({
      ...{ deliveryId, accountId, instanceId, webhookId, event, eventId, outcome, latencyMs },
      ...{ attempt: attempts, attemptedAt, logId: logId ?? null },
      ...{ status: status ?? null, error: error ?? null, response: response ?? null },
    });
  }
}
