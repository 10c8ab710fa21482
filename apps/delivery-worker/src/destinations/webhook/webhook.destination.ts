import { type PublishedEvent } from '@starling/broker';
import { type DeliveryVerdict, judgeAnswer } from '@starling/domain';
import { DeadLetters, type WebhookTarget, WebhookTargets } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Delivery, WEBHOOK } from '../port/delivery.js';
import {
  type Answer,
  type AttemptRecord,
  type Destination,
  type DestinationDeclaration,
} from '../port/destination.js';
import { type Target } from '../port/target.js';
import { AttemptLog } from './attempt-log.js';
import { PostEvent } from './post-event.js';
import { PostWithFile } from './post-with-file.js';
import { RefusedWebhooks } from './refused-webhooks.js';
import { WebhookMetrics } from './webhook-metrics.js';

interface Webhook extends Target {
  readonly stored: WebhookTarget;
}

/** HTTP servers of customers: each event is one POST with exactly the bytes of the event. */
@Injectable()
class WebhookDestination implements Destination<Webhook> {
  readonly name = WEBHOOK;

  constructor(
    private readonly targets: WebhookTargets,
    private readonly sender: PostWithFile,
    private readonly log: AttemptLog,
    private readonly metrics: WebhookMetrics,
    private readonly refusals: RefusedWebhooks,
    private readonly deadLetters: DeadLetters,
  ) {}

  async listTargets(instanceId: string): Promise<readonly Webhook[]> {
    return (await this.targets.listOf(instanceId)).map(toTarget);
  }

  async getTarget(webhookId: string): Promise<Webhook | undefined> {
    const stored = await this.targets.find(webhookId);
    return stored && toTarget(stored);
  }

  wants({ stored: { events } }: Webhook, { name }: PublishedEvent): boolean {
    return events.length === 0 || events.includes(name);
  }

  async deliver({ stored }: Webhook, delivery: Delivery): Promise<Answer> {
    const answer = await this.sender.post(stored, delivery);
    if (answer.refused) this.refusals.report(stored, answer.error ?? '');
    return answer;
  }

  judge({ status }: Answer): DeliveryVerdict {
    return judgeAnswer(status);
  }

  recordAttempt(attempt: AttemptRecord): void {
    this.metrics.observe(attempt);
    this.log.add(attempt);
  }

  async storeDeadLetter(delivery: Delivery, { status, error }: Answer): Promise<void> {
    await this.deadLetters.keep({
      ...delivery,
      webhookId: delivery.targetId,
      lastStatus: status ?? null,
      lastError: error ?? null,
    });
  }
}

const toTarget = (stored: WebhookTarget): Webhook => ({
  destination: WEBHOOK,
  id: stored.webhookId,
  accountId: stored.accountId,
  instanceId: stored.instanceId,
  url: stored.url,
  wantsFiles: stored.mediaBase64,
  stored,
});

export const webhook: DestinationDeclaration = {
  token: WebhookDestination,
  providers: [
    WebhookDestination,
    PostEvent,
    PostWithFile,
    AttemptLog,
    WebhookMetrics,
    RefusedWebhooks,
  ],
};
