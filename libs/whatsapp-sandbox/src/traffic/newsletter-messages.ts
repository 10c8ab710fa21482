import { proto } from '@whiskeysockets/baileys';
import { type BinaryNode, bytesIn, childOf } from '../stanza/node.js';
import type { AckAttributes, SendingDevice } from './route.js';
import type { World } from '../world/world.js';
import { mayPost, type Newsletter } from '../world/newsletter.js';
import { publish, revise } from '../newsletters/publish.js';
import { react } from '../newsletters/react.js';

const FORBIDDEN = 403;
const NOT_FOUND = 404;
const MALFORMED = 479;

export const isNewsletterJid = (jid: string): boolean => jid.endsWith('@newsletter');

/** Messages to channels are not encrypted. The owner and administrators post; followers react. */
export const routeNewsletter = (
  world: World,
  sender: SendingDevice,
  stanza: BinaryNode,
): AckAttributes => {
  const { account, companion } = sender;
  const { edit, id = '', to, type = 'text' } = stanza.attrs;
  const channel = world.newsletters.get(to);
  if (channel === undefined) return { error: NOT_FOUND };
  if (type === 'reaction') return routeReaction(world, sender, channel, stanza);
  if (!mayPost(channel, account)) return { error: FORBIDDEN };
  const plaintext = bytesIn(stanza, 'plaintext');
  if (plaintext === undefined) return { error: MALFORMED };
  const post = { author: account, device: companion, id, type, atMs: world.now(), plaintext };
  if (edit === undefined) return { server_id: publish(world, channel, post).serverId };
  return revise(world, channel, post, edit) ? {} : { error: NOT_FOUND };
};

/** A reaction names its post by the server's number, or, as official clients do, in a reaction message. */
const routeReaction = (
  world: World,
  { account }: SendingDevice,
  channel: Newsletter,
  stanza: BinaryNode,
): AckAttributes => {
  if (!channel.roles.has(account.lid)) return { error: FORBIDDEN };
  const plaintext = bytesIn(stanza, 'plaintext');
  const message = plaintext && proto.Message.decode(plaintext).reactionMessage;
  const named = stanza.attrs.server_id ?? message?.key?.id ?? undefined;
  const post = world.newsletters.posts.find(channel, named);
  if (post === undefined) return { error: NOT_FOUND };
  react(
    world,
    channel,
    post,
    account,
    message?.text ?? childOf(stanza, 'reaction')?.attrs.code ?? '',
  );
  return {};
};
