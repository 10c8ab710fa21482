import { runInBackground } from '@starling/platform';
import { Logger } from '@nestjs/common';
import { type Inbox } from '../inbox/inbox.js';
import { type InboxWriter } from '../inbox/inbox-writer.js';
import { encodeInterest, type RouteInterest } from './interest.js';
import { RouteAnswers } from './route-answers.js';
import { type RouteStore } from './route-store.js';
import { noticeFields, type RouteAnswer } from './route-wire.js';

/** Id of the process that owns the session of an instance; null: no process owns it. */
export type FindOwner = (instanceId: string) => Promise<string | null>;

export interface RouteTimes {
  /** How long an owner may take to acknowledge a route before the client is let in all the same. */
  readonly answerLimitMs: number;
  readonly refreshEveryMs: number;
}

const ROUTE_TIMES: RouteTimes = { answerLimitMs: 250, refreshEveryMs: 30_000 };

/** `unowned`: no living process owns the instance. Its next owner reads the stored routes. */
export type RouteOutcome = RouteAnswer | 'unanswered' | 'unowned';

interface OpenRoute {
  interest: RouteInterest;
  /** The announcement of this interest; undefined when it failed. */
  opened: Promise<RouteOutcome> | undefined;
  /** Who acknowledged it last. */
  owner: string | undefined;
}

/**
 * A node's side: publishes which instances have clients here. A route is stored first and announced afterwards, so that
 * an owner that missed the announcement has read the stored route. Changes of one instance happen in order.
 *
 * Open routes are announced again from time to time, in case Redis lost its data or an owner took this node for dead
 * while it was paused.
 */
export class RouteRegistry {
  private readonly logger = new Logger(RouteRegistry.name);
  private readonly routes = new Map<string, OpenRoute>();
  private readonly underWay = new Map<string, Promise<unknown>>();
  private readonly answers: RouteAnswers;
  private readonly node: string;
  private readonly refreshes: NodeJS.Timeout;

  constructor(
    private readonly store: RouteStore,
    inbox: Inbox,
    private readonly sender: InboxWriter,
    private readonly findOwner: FindOwner,
    times: RouteTimes = ROUTE_TIMES,
  ) {
    this.node = inbox.processId;
    this.answers = new RouteAnswers(inbox, times.answerLimitMs);
    this.refreshes = setInterval(() => this.refresh(), times.refreshEveryMs).unref();
  }

  get size(): number {
    return this.routes.size;
  }

  /**
   * Opens a route, or changes what an open one is interested in. Rejects when it could not be stored or the owner could
   * not be looked up: then events may be missed until the next refresh.
   */
  open(instanceId: string, interest: RouteInterest): Promise<RouteOutcome> {
    const route = this.routes.get(instanceId) ?? { interest, opened: undefined, owner: undefined };
    const isSame = encodeInterest(route.interest) === encodeInterest(interest);
    // Those who come behind the first one wait for nothing that is not under way already.
    if (route.opened && isSame) return route.opened;
    route.interest = interest;
    this.routes.set(instanceId, route);
    const opened = this.inOrder(instanceId, () => this.announce(instanceId, route));
    route.opened = opened;
    opened.catch(() => {
      if (route.opened === opened) route.opened = undefined;
    });
    return opened;
  }

  /** The last client is gone. Never rejects: an owner that missed it writes one needless inbox entry for each event, and no more. */
  close(instanceId: string): Promise<void> {
    const route = this.routes.get(instanceId);
    this.routes.delete(instanceId);
    return this.inOrder(instanceId, () => this.withdraw(instanceId, route?.owner)).catch(
      (error: unknown) => this.logger.warn(`A route was not closed: ${String(error)}`),
    );
  }

  /** Before the inbox closes. */
  async stop(): Promise<void> {
    clearInterval(this.refreshes);
    for (const instanceId of this.routes.keys())
      runInBackground('close a route', this.close(instanceId));
    await Promise.allSettled(this.underWay.values());
  }

  private async announce(instanceId: string, route: OpenRoute): Promise<RouteOutcome> {
    if (this.routes.get(instanceId) !== route) return 'unowned';
    await this.store.put(instanceId, this.node, route.interest);
    if (route.owner !== undefined) {
      const answer = await this.notifyOwner(instanceId, route.owner, route.interest);
      if (answer === 'acknowledged' || answer === 'unanswered') return answer;
    }
    const owner = await this.findOwner(instanceId);
    const answer =
      owner === null ? 'unowned' : await this.notifyOwner(instanceId, owner, route.interest);
    route.owner = answer === 'acknowledged' ? (owner ?? undefined) : undefined;
    return answer;
  }

  private async withdraw(instanceId: string, owner: string | undefined): Promise<void> {
    if (this.routes.has(instanceId)) return;
    await this.store.remove(instanceId, this.node);
    const knownOwner = owner ?? (await this.findOwner(instanceId));
    if (knownOwner !== null) await this.notifyOwner(instanceId, knownOwner, undefined);
  }

  private async notifyOwner(
    instanceId: string,
    owner: string,
    interest: RouteInterest | undefined,
  ): Promise<RouteOutcome> {
    const { notice, answered } = this.answers.expect();
    const fields = noticeFields({ instanceId, node: this.node, notice });
    const body = interest ? encodeInterest(interest) : '';
    const sent = await this.sender.send(owner, 'route', fields, body).catch((error: unknown) => {
      this.answers.giveUp(notice);
      throw error;
    });
    if (sent === 'no_such_process') {
      this.answers.giveUp(notice);
      return 'unowned';
    }
    return (await answered) ?? 'unanswered';
  }

  private refresh(): void {
    for (const [instanceId, route] of this.routes) {
      this.inOrder(instanceId, () => this.announce(instanceId, route)).catch((error: unknown) =>
        this.logger.warn(`A route was not refreshed: ${String(error)}`),
      );
    }
  }

  private inOrder<Result>(instanceId: string, act: () => Promise<Result>): Promise<Result> {
    const before = this.underWay.get(instanceId) ?? Promise.resolve();
    const done = before.then(act, act);
    const settled = done
      .catch(() => undefined)
      .then(() => {
        if (this.underWay.get(instanceId) === settled) this.underWay.delete(instanceId);
      });
    this.underWay.set(instanceId, settled);
    return done;
  }
}
