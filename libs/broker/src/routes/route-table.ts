import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type EventName } from '@starling/contract';
import { type Inbox } from '../inbox/inbox.js';
import { type InboxWriter } from '../inbox/inbox-writer.js';
import { type Membership } from '../membership/membership.js';
import { HeldRoutes } from './held-routes.js';
import { type RouteStore } from './route-store.js';
import { answerFields, readNotice, type RouteNotice } from './route-wire.js';

const RETRY_MS = 500;
const NO_NODES: readonly string[] = Object.freeze([]);

/**
 * The owner's side: which nodes want events of the instances that this process holds. Asked for every event, so it
 * answers from memory. At most one in a process: it listens to the inbox's route entries.
 */
export class RouteTable {
  private readonly logger = new Logger(RouteTable.name);
  private readonly held = new Map<string, HeldRoutes>();

  constructor(
    private readonly store: RouteStore,
    private readonly inbox: Inbox,
    private readonly sender: InboxWriter,
    private readonly membership: Membership,
  ) {
    inbox.on('route', (entries) => {
      for (const entry of entries) {
        const notice = readNotice(entry);
        if (notice) this.take(notice);
      }
    });
  }

  /**
   * After the claim and before the first event: resolves when the routes are known, or when the instance was dropped
   * meanwhile. It tries again for as long as Redis is away. A route that is opened later is announced to this process.
   */
  async load(instanceId: string): Promise<void> {
    const routes = new HeldRoutes();
    this.held.set(instanceId, routes);
    while (this.held.get(instanceId) === routes) {
      try {
        routes.learn(await this.readLiving(instanceId));
        return;
      } catch (error) {
        this.logger.warn(`The routes of an instance cannot be read yet: ${String(error)}`);
        await wait(RETRY_MS);
      }
    }
  }

  /** With the session. */
  drop(instanceId: string): void {
    this.held.delete(instanceId);
  }

  /** Not to be changed by the caller; the same list until a route changes. */
  nodesFor(instanceId: string, event: EventName): readonly string[] {
    return this.held.get(instanceId)?.nodesFor(event) ?? NO_NODES;
  }

  /** A node that the publisher found absent. Should it come back, it registers again. */
  forgetNode(node: string): void {
    for (const routes of this.held.values()) routes.forget(node);
  }

  private async readLiving(instanceId: string) {
    const stored = await this.store.read(instanceId);
    if (stored.size === 0) return stored;
    const living = new Set((await this.membership.members('ws-fanout')).map(({ id }) => id));
    const dead = [...stored.keys()].filter((node) => !living.has(node));
    await this.store.remove(instanceId, ...dead);
    return new Map([...stored].filter(([node]) => living.has(node)));
  }

  private take({ instanceId, node, notice, interest }: RouteNotice): void {
    const routes = this.held.get(instanceId);
    routes?.update(node, interest);
    const fields = answerFields(notice, routes ? 'acknowledged' : 'not_held');
    this.sender
      .send(node, 'route', fields, '')
      .catch((error: unknown) => this.logger.warn(`${node} was not answered: ${String(error)}`));
  }
}
