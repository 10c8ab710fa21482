import { runInBackground } from '@starling/platform';
import { type RouteOutcome, RouteRegistry } from '@starling/broker';
import { type WebsocketConfig } from '@starling/contract';
import { type InstanceId, type TenantScope } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { FanoutMetrics } from '../metrics/fanout-metrics.js';
import { type Client } from './client.js';
import { InstanceClients } from './instance-clients.js';
import { type Resumption } from './resumption.js';

export interface Arrival {
  readonly instanceId: InstanceId;
  readonly scope: TenantScope;
  readonly config: WebsocketConfig;
  /** Present when the client wants the events that it missed. */
  readonly resume?: Resumption;
}

/** All clients of this node by instance. An instance has a route here while it has clients or arriving clients. */
@Injectable()
export class Hub {
  private readonly instances = new Map<string, InstanceClients>();

  constructor(
    private readonly routes: RouteRegistry,
    private readonly metrics: FanoutMetrics,
  ) {
    metrics.observe(
      () => this.depths(),
      () => routes.size,
    );
  }

  find(instanceId: string): InstanceClients | undefined {
    return this.instances.get(instanceId);
  }

  *all(): Iterable<InstanceClients> {
    yield* this.instances.values();
  }

  *clients(): Iterable<Client> {
    for (const { clients } of this.instances.values()) yield* clients;
  }

  /**
   * Opens the route before a client is admitted. Resolves when the owner knows the route: from then on this node misses
   * no event. Rejects when the route could not be opened. Call `enter` when the client is admitted, and `cancelArrival`
   * when it disconnected meanwhile.
   */
  async announceArrival({ instanceId, scope, config }: Arrival): Promise<InstanceClients> {
    let instance = this.instances.get(instanceId);
    if (!instance) {
      instance = new InstanceClients(instanceId, scope, config, this.onClientClosed);
      this.instances.set(instanceId, instance);
    } else instance.configure(config);
    instance.arriving += 1;
    try {
      await this.routes.open(instanceId, instance.interest);
      return instance;
    } catch (error) {
      this.cancelArrival(instance);
      throw error;
    }
  }

  enter(instance: InstanceClients, client: Client): void {
    instance.arriving -= 1;
    instance.enter(client);
  }

  cancelArrival(instance: InstanceClients): void {
    instance.arriving -= 1;
    this.leaveIfEmpty(instance);
  }

  /** Applies a configuration that was read again. */
  async reconfigure(instance: InstanceClients, config: WebsocketConfig): Promise<void> {
    if (instance.configure(config) && !instance.isEmpty) {
      await this.routes.open(instance.id, instance.interest);
    }
  }

  /** Announces the route to the owner again; the outcome says whether the owner knows it. Rejects as `announceArrival` does. */
  announceAgain({ id, interest }: InstanceClients): Promise<RouteOutcome> {
    // Close and open in one tick do not withdraw the route; they only force it to be announced again.
    runInBackground('close a route', this.routes.close(id));
    return this.routes.open(id, interest);
  }

  private readonly onClientClosed = (instance: InstanceClients, code: number): void => {
    this.metrics.closed(code);
    this.leaveIfEmpty(instance);
  };

  private leaveIfEmpty(instance: InstanceClients): void {
    if (!instance.isEmpty || this.instances.get(instance.id) !== instance) return;
    this.instances.delete(instance.id);
    runInBackground('close a route', this.routes.close(instance.id));
  }

  private depths() {
    let clients = 0;
    let deepestQueue = 0;
    for (const { queueDepth } of this.clients()) {
      clients += 1;
      deepestQueue = Math.max(deepestQueue, queueDepth);
    }
    return { clients, deepestQueue };
  }
}
