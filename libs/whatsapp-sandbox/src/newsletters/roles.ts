import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import type { Newsletter } from '../world/newsletter.js';
import { announceDemotion, announcePromotion } from './announcements.js';

/** The callers save the channel. WhatsApp invites administrators first; here every follower can become one. */
export const transferOwnership = (
  world: World,
  channel: Newsletter,
  from: Account,
  to: Account,
): void => {
  channel.roles.set(from.lid, 'ADMIN');
  channel.roles.set(to.lid, 'OWNER');
  announcePromotion(world, channel, to);
};

export const promote = (world: World, channel: Newsletter, who: Account): void => {
  channel.roles.set(who.lid, 'ADMIN');
  announcePromotion(world, channel, who);
};

export const demote = (world: World, channel: Newsletter, who: Account): void => {
  channel.roles.set(who.lid, 'SUBSCRIBER');
  announceDemotion(world, channel, who);
};
