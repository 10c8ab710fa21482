import { setTimeout as wait } from 'node:timers/promises';
import { type ShardEntry, ShardReader } from '@starling/broker';
import { FairQueue, KeyedCallbackQueue, runInBackground } from '@starling/platform';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { type Delivery, deliveryOf } from '../destinations/port/delivery.js';
import { Destinations } from '../destinations/port/destinations.js';
import { type Target } from '../destinations/port/target.js';
import { type Endpoint } from '../endpoints/endpoint.js';
import { Endpoints } from '../endpoints/endpoints.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { DeliveryBundles } from './delivery-bundles.js';
import { TargetCache } from './target-cache.js';

const MAX_RUNNING = 256;
const MAX_RUNNING_PER_ACCOUNT = 64;
const STORE_AGAIN_MS = 500;
/** The first wait of the schedule: after about this time a broken endpoint may be tried again. */
const BROKEN_WAIT_MS = 5_000;

/** Called with true when the delivery needs its entry no longer, and with false when the next reader has to make it. */
type OnSettled = (isDone: boolean) => void;

/**
 * Reads events and makes the first attempts for all targets that want them. Per target and chat they go one after
 * another in the order of the events. An endpoint that is crowded or down gets no first attempt from here: its
 * deliveries wait in bundles, where they keep their order only roughly, and so does not hold up other endpoints.
 *
 * An entry is acknowledged when each of its deliveries is made, stored in a queue, dead, or no longer wanted.
 */
@Injectable()
export class FirstAttempts implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstAttempts.name);
  /** By target and chat. */
  private readonly chats = new KeyedCallbackQueue();
  /** By account. What waits here is bounded by what may have arrived for an endpoint and an account. */
  private readonly accounts = new FairQueue({
    maxRunning: MAX_RUNNING,
    maxRunningPerKey: MAX_RUNNING_PER_ACCOUNT,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });

  constructor(
    private readonly reader: ShardReader,
    private readonly destinations: Destinations,
    private readonly targets: TargetCache,
    private readonly endpoints: Endpoints,
    private readonly attempts: AttemptDelivery,
    private readonly bundles: DeliveryBundles,
  ) {}

  onApplicationBootstrap(): void {
    this.reader.start(async (entries) => {
      for (const entry of entries) {
        const found = this.targets.list(entry.event.instance);
        const targets = found instanceof Promise ? await found : found;
        this.deliver(
          entry,
          targets.filter((target) => this.destinations.wants(target, entry.event)),
        );
      }
    });
  }

  private deliver(entry: ShardEntry, targets: readonly Target[]): void {
    let open = targets.length;
    if (open === 0) return entry.ack();
    let areAllDone = true;
    const onSettled = (isDone: boolean) => {
      areAllDone &&= isDone;
      open -= 1;
      if (open === 0 && areAllDone) entry.ack();
    };
    for (const target of targets) this.deliverTo(entry, target, onSettled);
  }

  /** Thousands of deliveries a second pass here, so the queues take callbacks: a promise is made for the attempt alone. */
  private deliverTo(entry: ShardEntry, target: Target, onSettled: OnSettled): void {
    const endpoint = this.endpoints.get(target);
    const delivery = deliveryOf(entry, target);
    const nowMs = Date.now();
    if (endpoint.isCrowded(nowMs, entry.shard)) {
      const storing = this.store(entry, delivery, 0).then(onSettled);
      return runInBackground('store a first attempt', storing);
    }
    const { accountId, destination, targetId } = delivery;
    const chat = `${destination} ${targetId} ${entry.event.attributes?.['chat'] ?? ''}`;
    const arrival = endpoint.enter(nowMs, entry.shard);
    const release = (isDone: boolean) => {
      this.accounts.release(accountId);
      endpoint.firstAttempts.release(targetId);
      this.chats.release(chat);
      endpoint.leave(arrival);
      onSettled(isDone);
    };
    const begin = () =>
      runInBackground(
        'first attempt of a delivery',
        this.tryOnce(entry, delivery, endpoint).then(release),
      );
    this.chats.enter(chat, () =>
      endpoint.firstAttempts.enter(targetId, () => this.accounts.enter(accountId, begin)),
    );
  }

  /** Never rejects. */
  private async tryOnce(
    entry: ShardEntry,
    delivery: Delivery,
    endpoint: Endpoint,
  ): Promise<boolean> {
    if (entry.signal.aborted) return false;
    if (!endpoint.mayBeTried(Date.now())) return this.store(entry, delivery, BROKEN_WAIT_MS);
    try {
      const found = this.targets.find(delivery);
      const target = found instanceof Promise ? await found : found;
      if (target) await this.attempts.attempt(delivery, target);
      return true;
    } catch (error) {
      this.logger.warn(`An attempt, or what follows from it, failed for us: ${String(error)}`);
      return this.store(entry, delivery, BROKEN_WAIT_MS);
    }
  }

  /** Tries again while Redis is away, as long as the shard is held by this process. */
  private async store(entry: ShardEntry, delivery: Delivery, delayMs: number): Promise<boolean> {
    while (!entry.signal.aborted) {
      try {
        await this.bundles.add(delivery, delayMs);
        return true;
      } catch {
        await wait(STORE_AGAIN_MS);
      }
    }
    return false;
  }
}
