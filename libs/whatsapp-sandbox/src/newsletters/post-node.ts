import { type BinaryNode, node, seconds } from '../stanza/node.js';
import type { Post } from '../world/posts.js';

/** A post with the number of each of its reactions, as in lists of posts. */
export const postNode = (post: Post): BinaryNode => {
  const counts = new Map<string, number>();
  for (const code of post.reactions.values()) counts.set(code, (counts.get(code) ?? 0) + 1);
  const reactions = [...counts].map(([code, count]) => node('reaction', { code, count }));
  return node('message', attributesOf(post), [
    ...(post.plaintext ? [node('plaintext', {}, post.plaintext)] : []),
    ...(reactions.length > 0 ? [node('reactions', {}, reactions)] : []),
  ]);
};

export const attributesOf = ({ id, serverId, type, atMs }: Post): Record<string, string> => ({
  id,
  server_id: String(serverId),
  t: String(seconds(atMs)),
  type,
});
