import { node, seconds } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import type { Newsletter } from '../world/newsletter.js';
import type { Post } from '../world/posts.js';

/** An empty code deletes the reaction. Only devices with live updates of the channel are notified. */
export const react = (
  world: World,
  channel: Newsletter,
  post: Post,
  { lid }: Account,
  code: string,
): void => {
  if (code === '') post.reactions.delete(lid);
  else post.reactions.set(lid, code);
  world.newsletters.posts.save(channel, post);
  const stanza = node(
    'notification',
    {
      from: channel.jid,
      type: 'newsletter',
      id: world.stanzaId(),
      t: seconds(world.now()),
    },
    [
      node('reaction', { message_id: post.serverId }, [
        node('reaction', {}, Buffer.from(code, 'utf8')),
      ]),
    ],
  );
  for (const companion of world.newsletters.watchers.list(channel, world.now())) {
    companion.connection?.send(stanza);
  }
};
