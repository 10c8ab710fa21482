import type { Client } from '../connection/client.js';
import type { BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';

/** The sender of a query: a connected device of an account. */
export interface Requester {
  readonly account: Account;
  readonly companion: Companion;
  /** For stanzas before or after the answer. */
  readonly connection: Client;
}

/** The answer; nothing when the handler has sent it itself. */
type Answer = BinaryNode | undefined | void;

interface RouteKey {
  readonly xmlns: string;
  readonly type?: 'get' | 'set';
  /** The tag of the query's first child. */
  readonly child?: string;
}

export interface QueryRoute extends RouteKey {
  answer(query: BinaryNode, requester: Requester, world: World): Answer | Promise<Answer>;
}

/** A query that a client may send before it belongs to an account. */
export interface OpenQueryRoute extends RouteKey {
  answer(query: BinaryNode, client: Client, world: World): Answer | Promise<Answer>;
}

/** Finds the most specific route: by type and child, by child, by type, by namespace alone. */
export const routeTable = <T extends RouteKey>(routes: readonly T[]) => {
  const byKey = new Map<string, T>();
  for (const route of routes) {
    const key = keyOf(route.xmlns, route.type, route.child);
    if (byKey.has(key)) throw new Error(`two routes for the query ${key}`);
    byKey.set(key, route);
  }
  return (query: BinaryNode): T | undefined => {
    const { xmlns = '', type } = query.attrs;
    const child = Array.isArray(query.content) ? query.content[0]?.tag : undefined;
    return (
      byKey.get(keyOf(xmlns, type, child)) ??
      byKey.get(keyOf(xmlns, undefined, child)) ??
      byKey.get(keyOf(xmlns, type, undefined)) ??
      byKey.get(keyOf(xmlns, undefined, undefined))
    );
  };
};

const keyOf = (xmlns: string, type: string | undefined, child: string | undefined): string =>
  `${xmlns} ${type ?? '*'} ${child ?? '*'}`;
