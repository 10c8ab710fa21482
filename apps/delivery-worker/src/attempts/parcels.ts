import { runInBackground } from '@starling/platform';
import { Queues, webhookParcels } from '@starling/broker';
import { Injectable } from '@nestjs/common';
import { type Delivery, toJob } from '../destinations/port/delivery.js';

/** Of one parcel, so that no job is large. */
const MOST_DELIVERIES = 100;
const MOST_BYTES = 1_000_000;

interface Parcel {
  readonly deliveries: Delivery[];
  readonly delayMs: number;
  bytes: number;
  readonly stored: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Events that are set apart because their endpoint is crowded or down: those of one turn and webhook wait as one job,
 * so that thousands for a dead endpoint cost little when they are stored and each time they are put off.
 */
@Injectable()
export class Parcels {
  private readonly queue;
  private readonly open = new Map<string, Parcel>();
  private turn: Parcel[] = [];

  constructor(queues: Queues) {
    this.queue = queues.producer(webhookParcels);
  }

  /** Resolves when it is on Redis's disk. */
  add(delivery: Delivery, delayMs: number): Promise<void> {
    const key = `${delivery.webhookId} ${delayMs}`;
    let parcel = this.open.get(key);
    const isFull =
      parcel && (parcel.deliveries.length >= MOST_DELIVERIES || parcel.bytes >= MOST_BYTES);
    if (!parcel || isFull) {
      parcel = newParcel(delayMs);
      this.open.set(key, parcel);
      if (this.turn.push(parcel) === 1)
        setImmediate(() => runInBackground('store waiting deliveries', this.write()));
    }
    parcel.deliveries.push(delivery);
    parcel.bytes += delivery.body.length;
    return parcel.stored;
  }

  /** What is left of a parcel, in its order. */
  async putOff(deliveries: readonly Delivery[], delayMs: number): Promise<void> {
    await this.queue.add(...jobOf(deliveries, delayMs));
  }

  private async write(): Promise<void> {
    const parcels = this.turn;
    this.turn = [];
    this.open.clear();
    try {
      const jobs = parcels.map(({ deliveries, delayMs }) => jobOf(deliveries, delayMs));
      await this.queue.addBulk(jobs.map(([name, data, opts]) => ({ name, data, opts })));
      for (const { resolve } of parcels) resolve();
    } catch (error) {
      for (const { reject } of parcels) reject(error);
    }
  }
}

function newParcel(delayMs: number): Parcel {
  let settle = { resolve: (): void => undefined, reject: (_: unknown): void => undefined };
  const stored = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  return { deliveries: [], delayMs, bytes: 0, stored, ...settle };
}

const jobOf = (deliveries: readonly Delivery[], delayMs: number) =>
  ['parcel', { deliveries: deliveries.map(toJob) }, { delay: Math.round(delayMs) }] as const;
