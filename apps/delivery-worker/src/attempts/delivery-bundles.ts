import { deliveryBundles, type QueueOf, Queues } from '@starling/broker';
import { TickBatch } from '@starling/platform';
import { Injectable } from '@nestjs/common';
import { type Delivery, toJob } from '../destinations/port/delivery.js';

/** Limits of one bundle, so that no job is large. */
const MAX_DELIVERIES = 100;
const MAX_BYTES = 1_000_000;

type NewJob = Parameters<QueueOf<typeof deliveryBundles>['addBulk']>[0][number];

interface OpenBundle {
  readonly deliveries: Delivery[];
  readonly delayMs: number;
  bytes: number;
}

/**
 * First attempts that have to wait because their endpoint is crowded or down. Deliveries to the same target in the same
 * tick share one job, so that thousands for a dead endpoint cost little when they are stored and each time they are
 * postponed.
 */
@Injectable()
export class DeliveryBundles {
  /** The bundles of this tick that take more deliveries. */
  private readonly open = new Map<string, OpenBundle & { readonly stored: Promise<unknown> }>();
  private readonly batch: TickBatch<OpenBundle, unknown>;

  constructor(queues: Queues) {
    const queue = queues.producer(deliveryBundles);
    this.batch = new TickBatch<OpenBundle, unknown>((bundles) => {
      this.open.clear();
      return queue.addBulk(bundles.map(newJob));
    });
  }

  /** Resolves when the delivery is on Redis's disk. */
  async add(delivery: Delivery, delayMs: number): Promise<void> {
    const key = `${delivery.destination} ${delivery.targetId} ${delayMs}`;
    const found = this.open.get(key);
    const hasRoom = found && found.deliveries.length < MAX_DELIVERIES && found.bytes < MAX_BYTES;
    const bundle = hasRoom ? found : this.openBundle(key, delayMs);
    bundle.deliveries.push(delivery);
    bundle.bytes += delivery.body.length;
    await bundle.stored;
  }

  /** Puts what is left of a bundle back, in its order. */
  async postpone(deliveries: readonly Delivery[], delayMs: number): Promise<void> {
    await this.batch.add({ deliveries: [...deliveries], delayMs, bytes: 0 });
  }

  private openBundle(key: string, delayMs: number) {
    const bundle: OpenBundle = { deliveries: [], delayMs, bytes: 0 };
    const opened = Object.assign(bundle, { stored: this.batch.add(bundle) });
    this.open.set(key, opened);
    return opened;
  }
}

const newJob = ({ deliveries, delayMs }: OpenBundle): NewJob => ({
  name: 'parcel',
  data: { deliveries: deliveries.map(toJob) },
  opts: { delay: Math.round(delayMs) },
});
