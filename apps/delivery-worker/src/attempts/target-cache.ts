import { ControlMessages } from '@starling/broker';
import { Injectable } from '@nestjs/common';
import { type Delivery } from '../destinations/port/delivery.js';
import { Destinations } from '../destinations/port/destinations.js';
import { type Target } from '../destinations/port/target.js';

/** A change of a target whose control message got lost takes effect after this time. */
const REMEMBERED_MS = 2_000;
const MAX_INSTANCES = 10_000;

interface Remembered {
  readonly reading: Promise<readonly Target[]>;
  /** Set once they are read, so that callers on the hot path need not wait for a promise. */
  targets?: readonly Target[];
  readonly untilMs: number;
}

type Addressee = Pick<Delivery, 'destination' | 'instanceId' | 'targetId'>;

/** The enabled targets, of every destination, of the instances whose events come in. */
@Injectable()
export class TargetCache {
  private readonly byInstance = new Map<string, Remembered>();

  constructor(
    private readonly destinations: Destinations,
    control: ControlMessages,
  ) {
    control.on((message) => {
      if (message.about === 'instance') this.byInstance.delete(message.instanceId);
    });
  }

  /** A promise only when they have to be read; it rejects when the database is away, and that is not remembered. */
  list(instanceId: string): readonly Target[] | Promise<readonly Target[]> {
    const known = this.byInstance.get(instanceId);
    if (known && known.untilMs > performance.now()) return known.targets ?? known.reading;
    if (this.byInstance.size >= MAX_INSTANCES) this.byInstance.clear();
    const reading = this.readAll(instanceId);
    const remembered: Remembered = { reading, untilMs: performance.now() + REMEMBERED_MS };
    this.byInstance.set(instanceId, remembered);
    reading.then(
      (targets) => (remembered.targets = targets),
      () => {
        if (this.byInstance.get(instanceId) === remembered) this.byInstance.delete(instanceId);
      },
    );
    return reading;
  }

  /** As remembered, or else as the database has it. Undefined once the target is disabled or gone. */
  find(addressee: Addressee): Target | undefined | Promise<Target | undefined> {
    const targets = this.list(addressee.instanceId);
    if (targets instanceof Promise) return targets.then((all) => this.pick(all, addressee));
    return this.pick(targets, addressee);
  }

  /** As the database has it. */
  async read({ destination, targetId }: Addressee): Promise<Target | undefined> {
    return this.destinations.get(destination).getTarget(targetId);
  }

  private pick(targets: readonly Target[], addressee: Addressee) {
    const { destination, targetId } = addressee;
    const found = targets.find(
      (target) => target.id === targetId && target.destination === destination,
    );
    return found ?? this.read(addressee);
  }

  private async readAll(instanceId: string): Promise<readonly Target[]> {
    const reads = this.destinations.all.map((destination) => destination.listTargets(instanceId));
    return (await Promise.all(reads)).flat();
  }
}
