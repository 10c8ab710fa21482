import { isNewsletterJid, routeNewsletter } from './newsletter-messages.js';
import type { Client } from '../connection/client.js';
import { ack } from '../stanza/answers.js';
import { type BinaryNode, seconds } from '../stanza/node.js';
import { isGroupJid, isStatusJid } from '../accounts/jids.js';
import { routeDirect } from './direct-messages.js';
import { routeGroup } from './group-messages.js';
import type { MessageRoute } from './route.js';
import { routeStatus } from './status-messages.js';

const MALFORMED = 479;

/** The routes by destination. The first that accepts the JID delivers the message. */
const ROUTES: readonly MessageRoute[] = [
  { accepts: isGroupJid, route: routeGroup },
  { accepts: isStatusJid, route: routeStatus },
  { accepts: isNewsletterJid, route: routeNewsletter },
  { accepts: (to) => to.endsWith('@s.whatsapp.net') || to.endsWith('@lid'), route: routeDirect },
];

export const onMessage = (client: Client, stanza: BinaryNode): void => {
  const { account, companion, world } = client;
  if (!account || !companion) return;
  world.statistics.messagesFromClients++;
  const refusal = world.faults.refusals.consume(account.number);
  if (refusal !== undefined) {
    world.statistics.refusedMessages++;
    const { receiptDelayMs } = world.options;
    const refuse = (): void => client.send(ack(stanza, { error: refusal.error }));
    setTimeout(refuse, refusal.delayMs ?? receiptDelayMs).unref();
    return;
  }
  const route = ROUTES.find(({ accepts }) => accepts(stanza.attrs.to ?? ''));
  if (route === undefined) {
    world.unknown.add(stanza);
    client.send(ack(stanza, { error: MALFORMED }));
    return;
  }
  const attributes = route.route(world, { account, companion }, stanza);
  client.send(ack(stanza, { t: seconds(world.now()), ...attributes }));
};
