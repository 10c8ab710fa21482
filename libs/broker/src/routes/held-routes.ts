import { type EventName } from '@starling/contract';
import { type RouteInterest } from './interest.js';

const NO_NODES: readonly string[] = Object.freeze([]);

/** The routes of one instance, in its owner's memory. Answers are made once and kept until a route changes. */
export class HeldRoutes {
  private readonly nodes = new Map<string, RouteInterest>();
  /** Nodes whose route changed while the stored routes were being read: the change is newer. */
  private readonly changedMeanwhile = new Set<string>();
  private byEvent = new Map<EventName, readonly string[]>();
  private isLoaded = false;

  nodesFor(event: EventName): readonly string[] {
    return this.nodes.size === 0 ? NO_NODES : (this.byEvent.get(event) ?? this.collect(event));
  }

  learn(stored: ReadonlyMap<string, RouteInterest>): void {
    for (const [node, interest] of stored) {
      if (!this.changedMeanwhile.has(node)) this.nodes.set(node, interest);
    }
    this.isLoaded = true;
    this.changedMeanwhile.clear();
    this.changed();
  }

  update(node: string, interest: RouteInterest | undefined): void {
    if (!this.isLoaded) this.changedMeanwhile.add(node);
    if (interest) this.nodes.set(node, interest);
    else this.nodes.delete(node);
    this.changed();
  }

  forget(node: string): void {
    if (this.nodes.delete(node)) this.changed();
  }

  private collect(event: EventName): readonly string[] {
    const wanting: string[] = [];
    for (const [node, { events }] of this.nodes) {
      if (events.length === 0 || events.includes(event)) wanting.push(node);
    }
    this.byEvent.set(event, wanting);
    return wanting;
  }

  private changed(): void {
    this.byEvent = new Map();
  }
}
