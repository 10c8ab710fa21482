import { setTimeout as wait } from 'node:timers/promises';
import { type ShardEntry, ShardReader } from '@starling/broker';
import { FairQueue, runInBackground } from '@starling/platform';
import { type WebhookTarget } from '@starling/storage';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { type Endpoint } from '../endpoints/endpoint.js';
import { Endpoints } from '../endpoints/endpoints.js';
import { Lines } from '../endpoints/lines.js';
import { RememberedTargets } from './remembered-targets.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { type Delivery, deliveryOf } from '../destinations/port/delivery.js';
import { Parcels } from './parcels.js';

const MAX_RUNNING = 256;
const MAX_RUNNING_PER_ACCOUNT = 64;
const STORE_AGAIN_MS = 500;
/** As the schedule's first wait: about then a broken endpoint may be tried again. */
const BROKEN_WAIT_MS = 5_000;

/**
 * Reads events and makes first attempts. Per webhook and chat they go one after another in the order of the events. An
 * endpoint that is crowded or down gets nothing from here: its events wait in parcels, where they keep their order
 * only roughly. An event is acknowledged when each of its deliveries is made, waiting, dead or no longer wanted.
 */
@Injectable()
export class FirstAttempts implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstAttempts.name);
  private readonly lines = new Lines();
  /** What waits here is bounded by what an endpoint and an account may have in hand. */
  private readonly places = new FairQueue({
    maxRunning: MAX_RUNNING,
    maxRunningPerKey: MAX_RUNNING_PER_ACCOUNT,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });

  constructor(
    private readonly reader: ShardReader,
    private readonly targets: RememberedTargets,
    private readonly endpoints: Endpoints,
    private readonly attempts: AttemptDelivery,
    private readonly parcels: Parcels,
  ) {}

  onApplicationBootstrap(): void {
    this.reader.start(async (entries) => {
      for (const entry of entries) {
        const found = this.targets.of(entry.event.instance);
        const targets = found instanceof Promise ? await found : found;
        this.deliver(entry, targets.filter(wants(entry)));
      }
    });
  }

  private deliver(entry: ShardEntry, targets: readonly WebhookTarget[]): void {
    let open = targets.length;
    if (open === 0) return entry.ack();
    let isDone = true;
    const settle = (done: boolean) => {
      isDone &&= done;
      open -= 1;
      if (open === 0 && isDone) entry.ack();
    };
    for (const target of targets) this.deliverTo(entry, target, settle);
  }

  /** Told false, it is left to whoever reads the shard next. Thousands a second go here: no promise but of work. */
  private deliverTo(
    entry: ShardEntry,
    target: WebhookTarget,
    settle: (done: boolean) => void,
  ): void {
    const endpoint = this.endpoints.of(target);
    const delivery = deliveryOf(entry, target);
    const nowMs = Date.now();
    if (endpoint.isCrowded(nowMs, entry.shard))
      return void this.store(entry, delivery, 0).then(settle);
    const { accountId, webhookId } = target;
    const line = `${webhookId} ${entry.event.attributes?.['chat'] ?? ''}`;
    const place = endpoint.join(nowMs, entry.shard);
    const leave = (done: boolean) => {
      this.places.release(accountId);
      endpoint.places.release(webhookId);
      this.lines.leave(line);
      endpoint.leave(place);
      settle(done);
    };
    const begin = () =>
      runInBackground(
        'first attempt of a delivery',
        this.tryOnce(entry, target, { endpoint, delivery }).then(leave),
      );
    this.lines.enter(line, () =>
      endpoint.places.enter(webhookId, () => this.places.enter(accountId, begin)),
    );
  }

  /** Never rejects. */
  private async tryOnce(
    entry: ShardEntry,
    remembered: WebhookTarget,
    { endpoint, delivery }: { readonly endpoint: Endpoint; readonly delivery: Delivery },
  ): Promise<boolean> {
    if (entry.signal.aborted) return false;
    if (!endpoint.mayBeTried(Date.now())) return this.store(entry, delivery, BROKEN_WAIT_MS);
    try {
      const found = this.targets.find(remembered);
      const target = found instanceof Promise ? await found : found;
      if (!target) return true;
      endpoint.noteAnswer(await this.attempts.attempt(delivery, target), Date.now());
      return true;
    } catch (error) {
      this.logger.warn(`What follows an attempt could not be stored: ${String(error)}`);
      return this.store(entry, delivery, BROKEN_WAIT_MS);
    }
  }

  /** As long as the shard is ours: Redis comes back. */
  private async store(entry: ShardEntry, delivery: Delivery, delayMs: number): Promise<boolean> {
    while (!entry.signal.aborted) {
      try {
        await this.parcels.add(delivery, delayMs);
        return true;
      } catch {
        await wait(STORE_AGAIN_MS);
      }
    }
    return false;
  }
}

const wants =
  ({ event }: ShardEntry) =>
  ({ events }: WebhookTarget): boolean =>
    events.length === 0 || events.includes(event.name);
