import { type EventName, type WebsocketConfig } from '@starling/contract';
import { type InstanceId, type TenantScope } from '@starling/storage';
import { type Batch } from '../frames/batch.js';
import { type Client } from './client.js';

/** The clients of one instance on this node, and the events that its configuration allows them. */
export class InstanceClients {
  readonly clients = new Set<Client>();
  /** Upgrades under way; they keep the route open. */
  arriving = 0;
  private events: ReadonlySet<EventName> = new Set();
  mediaBase64 = false;

  constructor(
    readonly id: InstanceId,
    readonly scope: TenantScope,
    config: WebsocketConfig,
    private readonly onClientClosed: (instance: InstanceClients, code: number) => void,
  ) {
    this.configure(config);
  }

  enter(client: Client): void {
    this.clients.add(client);
    client.onClosed(this.leave);
  }

  get isEmpty(): boolean {
    return this.clients.size === 0 && this.arriving === 0;
  }

  get interest() {
    return { events: [...this.events], mediaBase64: this.mediaBase64 };
  }

  /** Clients that are connected when sockets are disabled keep the former configuration. True when something changed. */
  configure({ enabled, events, mediaBase64 }: WebsocketConfig): boolean {
    if (!enabled) return false;
    const before = JSON.stringify(this.interest);
    this.events = new Set(events);
    this.mediaBase64 = mediaBase64;
    return JSON.stringify(this.interest) !== before;
  }

  wants(event: EventName): boolean {
    return this.events.size === 0 || this.events.has(event);
  }

  /** Returns how many clients were written to. A slow client does not delay the others. */
  sendBatch(batch: Batch): number {
    let written = 0;
    for (const client of this.clients) if (client.sendBatch(batch)) written += 1;
    return written;
  }

  private readonly leave = (client: Client, code: number): void => {
    this.clients.delete(client);
    this.onClientClosed(this, code);
  };
}
