import { proto } from '@whiskeysockets/baileys';
import { type BinaryNode, node, seconds } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { deliverTo } from '../delivery/deliver.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';
import type { Newsletter } from '../world/newsletter.js';
import { attributesOf } from './post-node.js';
import type { NewPost, Post } from '../world/posts.js';

export interface Publication extends NewPost {
  readonly author: Account;
  /** The device that sent the post; it gets no copy. */
  readonly device?: Companion | undefined;
}

export const publish = (
  world: World,
  channel: Newsletter,
  { author, device, ...post }: Publication,
): Post => {
  const added = world.newsletters.posts.add(channel, post);
  sendToFollowers(world, channel, device, (follower) =>
    messageNode(channel, attributesOf(added), post.plaintext, follower === author),
  );
  return added;
};

/**
 * Applies an edit or a deletion, which is a message of its own that names the post. Returns false when there is no
 * such post.
 */
export const revise = (
  world: World,
  channel: Newsletter,
  { author, device, ...change }: Publication,
  edit: string,
): boolean => {
  const { posts } = world.newsletters;
  const { protocolMessage } = proto.Message.decode(change.plaintext);
  const post = posts.find(channel, protocolMessage?.key?.id ?? undefined);
  if (post === undefined) return false;
  const edited = protocolMessage?.editedMessage;
  post.plaintext = edited ? Buffer.from(proto.Message.encode(edited).finish()) : undefined;
  posts.save(channel, post);
  const { id, type, atMs } = change;
  const attributes = { id, type, t: String(seconds(atMs)), edit };
  sendToFollowers(world, channel, device, (follower) =>
    messageNode(channel, attributes, change.plaintext, follower === author),
  );
  return true;
};

const messageNode = (
  { jid }: Newsletter,
  attributes: Record<string, string>,
  plaintext: Buffer,
  isSender: boolean,
): BinaryNode =>
  node('message', { from: jid, ...attributes, is_sender: isSender ? 'true' : undefined }, [
    node('plaintext', {}, plaintext),
  ]);

const sendToFollowers = (
  world: World,
  channel: Newsletter,
  except: Companion | undefined,
  stanzaFor: (follower: Account) => BinaryNode,
): void => {
  for (const follower of followersOf(world, channel)) {
    const stanza = stanzaFor(follower);
    for (const companion of follower.companions.values()) {
      if (companion !== except) deliverTo(world, companion, stanza);
    }
  }
};

/** All accounts with a role, the owner and the administrators included. */
export const followersOf = (world: World, { roles }: Newsletter): Account[] =>
  [...roles.keys()].flatMap((lid) => world.accounts.byLid(lid) ?? []);
