import { type BinaryNode, node, seconds } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { deliverToCompanions } from '../delivery/deliver.js';
import { lidJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import type { Newsletter } from '../world/newsletter.js';
import { followersOf } from './publish.js';

type Settings = Partial<Record<'name' | 'description', string>>;

export const announceSettings = (world: World, channel: Newsletter, settings: Settings): void =>
  sendToFollowers(
    world,
    channel,
    mexNotice('NotificationNewsletterUpdate', { jid: channel.jid, settings }),
  );

export const announcePromotion = (world: World, channel: Newsletter, who: Account): void =>
  sendToFollowers(
    world,
    channel,
    mexNotice('NotificationNewsletterAdminPromote', { jid: channel.jid, user: lidJid(who) }),
  );

/** Not a GraphQL notification like the others, because Baileys ignores that one. */
export const announceDemotion = (world: World, channel: Newsletter, who: Account): void =>
  sendToFollowers(world, channel, {
    type: 'newsletter',
    child: node('participant', { jid: lidJid(who), action: 'demote', role: 'SUBSCRIBER' }),
  });

interface Notice {
  readonly type: 'mex' | 'newsletter';
  readonly child: BinaryNode;
}

const mexNotice = (operation: string, update: Record<string, unknown>): Notice => ({
  type: 'mex',
  child: node('mex', {}, Buffer.from(JSON.stringify({ operation, updates: [update] }))),
});

const sendToFollowers = (world: World, channel: Newsletter, { type, child }: Notice): void => {
  const stanza = node(
    'notification',
    {
      from: channel.jid,
      type,
      id: world.stanzaId(),
      t: seconds(world.now()),
    },
    [child],
  );
  for (const follower of followersOf(world, channel)) deliverToCompanions(world, follower, stanza);
};
