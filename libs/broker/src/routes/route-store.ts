import { asBrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { routeKey } from '../connections/keys.js';
import { decodeInterest, encodeInterest, type RouteInterest } from './interest.js';

/** As long as several refreshes of a node. Redis deletes routes that are no longer refreshed. */
const ROUTES_VALID_MS = 300_000;

/** The truth about routes: one hash an instance, one field a node. */
export class RouteStore {
  constructor(private readonly connections: RedisConnections) {}

  async put(instanceId: string, node: string, interest: RouteInterest): Promise<void> {
    const key = routeKey(instanceId);
    const { commands } = this.connections;
    await promptly([
      commands.hset(key, node, encodeInterest(interest)),
      commands.pexpire(key, ROUTES_VALID_MS),
    ]);
  }

  async remove(instanceId: string, ...nodes: readonly string[]): Promise<void> {
    if (nodes.length > 0)
      await promptly([this.connections.commands.hdel(routeKey(instanceId), ...nodes)]);
  }

  async read(instanceId: string): Promise<ReadonlyMap<string, RouteInterest>> {
    try {
      const fields = await this.connections.commands.hgetall(routeKey(instanceId));
      return new Map(Object.entries(fields).map(([node, text]) => [node, decodeInterest(text)]));
    } catch (error) {
      throw asBrokerError(error);
    }
  }
}

async function promptly(calls: readonly Promise<unknown>[]): Promise<void> {
  try {
    await Promise.all(calls);
  } catch (error) {
    throw asBrokerError(error);
  }
}
