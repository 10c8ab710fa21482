import type { Client } from '../connection/client.js';
import { refusal } from '../stanza/answers.js';
import type { BinaryNode } from '../stanza/node.js';
import { openRoutes, routes } from './routes.js';
import { routeTable } from './query-route.js';

const findRoute = routeTable(routes);
const findOpenRoute = routeTable(openRoutes);
const UNKNOWN = 501;
const FAILED = 500;

/**
 * Answers a query by the table of routes, or with 501. A client's answer to a query of the server resolves
 * `Client.ask`.
 */
export const answerQuery = (client: Client, query: BinaryNode): void => {
  const { type } = query.attrs;
  if (type === 'result' || type === 'error') return client.onAnswer(query);
  client.world.statistics.queries++;
  void answer(client, query).catch((error: unknown) => {
    client.world.problem(`answering ${query.attrs.xmlns} ${type}`, error);
    client.send(refusal(query, FAILED, 'internal-server-error'));
  });
};

const answer = async (client: Client, query: BinaryNode): Promise<void> => {
  const { world, account, companion } = client;
  const open = findOpenRoute(query);
  if (open) return sendIfAny(client, await open.answer(query, client, world));
  const route = findRoute(query);
  if (route === undefined) {
    world.unknown.add(query);
    return client.send(refusal(query, UNKNOWN, 'feature-not-implemented'));
  }
  if (!account || !companion) return client.send(refusal(query, 401, 'not-authorized'));
  const requester = { account, companion, connection: client };
  sendIfAny(client, await route.answer(query, requester, world));
};

const sendIfAny = (client: Client, result: BinaryNode | undefined | void): void => {
  if (result) client.send(result);
};
