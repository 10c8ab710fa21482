import { ControlMessages } from '@starling/broker';
import { type WebhookTarget, WebhookTargets } from '@starling/storage';
import { Injectable } from '@nestjs/common';

/** A change whose message did not come is followed after this long. */
const REMEMBERED_MS = 2_000;
const MOST_INSTANCES = 10_000;

interface Remembered {
  readonly targets: Promise<readonly WebhookTarget[]>;
  /** Once they are read: who asks with every event need not wait. */
  list?: readonly WebhookTarget[];
  readonly untilMs: number;
}

interface Asked {
  readonly instanceId: string;
  readonly webhookId: string;
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

  /** A promise only when it has to be read; that rejects when the database is away, which is not remembered. */
  of(instanceId: string): readonly WebhookTarget[] | Promise<readonly WebhookTarget[]> {
    const known = this.byInstance.get(instanceId);
    if (known && known.untilMs > performance.now()) return known.list ?? known.targets;
    if (this.byInstance.size >= MOST_INSTANCES) this.byInstance.clear();
    const targets = this.stored.listOf(instanceId);
    const remembered: Remembered = { targets, untilMs: performance.now() + REMEMBERED_MS };
    this.byInstance.set(instanceId, remembered);
    targets.then(
      (list) => (remembered.list = list),
      () => {
        if (this.byInstance.get(instanceId) === remembered) this.byInstance.delete(instanceId);
      },
    );
    return targets;
  }

  /** As it is at this attempt; undefined once it is disabled or gone. */
  find(asked: Asked): WebhookTarget | undefined | Promise<WebhookTarget | undefined> {
    const targets = this.of(asked.instanceId);
    const one = (list: readonly WebhookTarget[]) =>
      list.find(({ webhookId }) => webhookId === asked.webhookId);
    return targets instanceof Promise ? targets.then(one) : one(targets);
  }

  /** As it is in the database. */
  findNow({ webhookId }: { readonly webhookId: string }): Promise<WebhookTarget | undefined> {
    return this.stored.find(webhookId);
  }
}
