import { ControlMessages } from '@starling/broker';
import { type WebhookTarget, WebhookTargets } from '@starling/storage';
import { Injectable } from '@nestjs/common';

/** A change whose message did not come is followed after this long. */
const REMEMBERED_MS = 2_000;
const MOST_INSTANCES = 10_000;

interface Remembered {
  readonly targets: Promise<readonly WebhookTarget[]>;
  readonly untilMs: number;
}

/** The enabled webhooks of the instances whose events come in. */
@Injectable()
export class RememberedTargets {
  private readonly byInstance = new Map<string, Remembered>();

  constructor(
    private readonly stored: WebhookTargets,
    control: ControlMessages,
  ) {
    control.on((message) => {
      if (message.about === 'instance') this.byInstance.delete(message.instanceId);
    });
  }

  /** Rejects when the database is away; that is not remembered. */
  of(instanceId: string): Promise<readonly WebhookTarget[]> {
    const known = this.byInstance.get(instanceId);
    if (known && known.untilMs > performance.now()) return known.targets;
    if (this.byInstance.size >= MOST_INSTANCES) this.byInstance.clear();
    const targets = this.stored.listOf(instanceId);
    const remembered = { targets, untilMs: performance.now() + REMEMBERED_MS };
    this.byInstance.set(instanceId, remembered);
    targets.catch(() => {
      if (this.byInstance.get(instanceId) === remembered) this.byInstance.delete(instanceId);
    });
    return targets;
  }

  /** As it is at this attempt; undefined once it is disabled or gone. */
  async find(asked: {
    readonly instanceId: string;
    readonly webhookId: string;
  }): Promise<WebhookTarget | undefined> {
    const targets = await this.of(asked.instanceId);
    return targets.find((target) => target.webhookId === asked.webhookId);
  }

  /** As it is in the database. */
  findNow({ webhookId }: { readonly webhookId: string }): Promise<WebhookTarget | undefined> {
    return this.stored.find(webhookId);
  }
}
