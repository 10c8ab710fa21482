import { isAdmin } from '../groups/group.js';
import { refusal, result } from '../stanza/answers.js';
import { type BinaryNode, bytesIn, childOf, node } from '../stanza/node.js';
import { lidJid } from '../world/jids.js';
import type { World } from '../world/world.js';
import type { Asker, QueryRoute } from './query-route.js';

const xmlns = 'w:profile:picture';

/** Pictures of people and groups: one's own and those of groups that one runs may be changed. */
export const pictureRoutes: readonly QueryRoute[] = [
  {
    xmlns,
    type: 'get',
    answer: (query, { account }, world) => {
      const owner = ownerOf(world, query.attrs.target);
      if (owner === undefined) return refusal(query, 404, 'item-not-found');
      const who = world.accounts.byJid(owner);
      if (who && who !== account && who.privacy.profile === 'none')
        return refusal(query, 401, 'not-authorized');
      const picture = world.profiles.picture(owner);
      if (picture === undefined) return refusal(query, 404, 'item-not-found');
      const type = childOf(query, 'picture')?.attrs.type ?? 'preview';
      const directPath = `/pictures/${picture.id}`;
      const url = `https://${world.mediaHost}${directPath}`;
      return result(query, node('picture', { id: picture.id, type, url, direct_path: directPath }));
    },
  },
  {
    xmlns,
    type: 'set',
    answer: (query, asker, world) => {
      const target = query.attrs.target ?? lidJid(asker.account);
      const owner = ownerOf(world, target);
      if (owner === undefined) return refusal(query, 404, 'item-not-found');
      if (!mayChange(world, asker, owner)) return refusal(query, 403, 'forbidden');
      const bytes = bytesIn(query, 'picture');
      if (bytes === undefined || bytes.length === 0) {
        world.profiles.setPicture(owner, undefined);
        return result(query);
      }
      const id = world.random.nextDigits('picture', 10);
      world.profiles.setPicture(owner, { id, bytes });
      world.media.put(`/pictures/${id}`, bytes);
      return result(query, pictureNode(id));
    },
  },
];

const pictureNode = (id: string): BinaryNode => node('picture', { id, type: 'image' });

const ownerOf = (world: World, jid: string | undefined): string | undefined => {
  const account = world.accounts.byJid(jid);
  return account ? lidJid(account) : world.groups.get(jid)?.jid;
};

const mayChange = (world: World, { account }: Asker, owner: string): boolean => {
  const group = world.groups.get(owner);
  if (group === undefined) return owner === lidJid(account);
  return group.members.has(account.lid) && (!group.locked || isAdmin(group, account.lid));
};
