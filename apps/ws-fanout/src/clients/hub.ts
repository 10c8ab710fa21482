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
  /** It comes back, and wants what it missed. */
  readonly resume?: Resumption;
}

/** Who is connected to what. An instance has a route here for as long as it has clients, or one that is arriving. */
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
   * Resolves when the owner knows that somebody is here: from then on no event is missed. Rejects when the route could
   * not be opened. Whoever was let in is `enter`ed; whoever left meanwhile is `turnAway`n.
   */
  async expect({ instanceId, scope, config }: Arrival): Promise<InstanceClients> {
    let instance = this.instances.get(instanceId);
    if (!instance) {
      instance = new InstanceClients(instanceId, scope, config, this.oneLeft);
      this.instances.set(instanceId, instance);
    } else instance.configure(config);
    instance.arriving += 1;
    try {
      await this.routes.open(instanceId, instance.interest);
      return instance;
    } catch (error) {
      this.turnAway(instance);
      throw error;
    }
  }

  enter(instance: InstanceClients, client: Client): void {
    instance.arriving -= 1;
    instance.enter(client);
  }

  turnAway(instance: InstanceClients): void {
    instance.arriving -= 1;
    this.leaveIfEmpty(instance);
  }

  /** The configuration was read again. */
  async reconfigure(instance: InstanceClients, config: WebsocketConfig): Promise<void> {
    if (instance.configure(config) && !instance.isEmpty) {
      await this.routes.open(instance.id, instance.interest);
    }
  }

  /** Tells the owner once more that somebody is here; the outcome says whether it heard. Rejects as `expect` does. */
  announceAgain({ id, interest }: InstanceClients): Promise<RouteOutcome> {
    // A route that is open again at once is not withdrawn, it is only no longer taken as told.
    runInBackground('close a route', this.routes.close(id));
    return this.routes.open(id, interest);
  }

  private readonly oneLeft = (instance: InstanceClients, code: number): void => {
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
