import { isAdmin } from '../world/group.js';
import { updatePicture, keyOf, type Pictured } from '../profiles/update-picture.js';
import { refusal, result } from '../stanza/answers.js';
import { type BinaryNode, bytesIn, childOf, node } from '../stanza/node.js';
import type { World } from '../world/world.js';
import type { Requester, QueryRoute } from './query-route.js';

const xmlns = 'w:profile:picture';

/** Pictures of accounts and groups. An account may change its own, and those of its groups unless they are locked. */
export const pictureRoutes: readonly QueryRoute[] = [
  {
    xmlns,
    type: 'get',
    answer: (query, { account }, world) => {
      const owner = ownerOf(world, query.attrs.target);
      if (owner === undefined) return refusal(query, 404, 'item-not-found');
      const isHidden = 'account' in owner && owner.account.privacy.profile === 'none';
      if (isHidden && owner.account !== account) return refusal(query, 401, 'not-authorized');
      const picture = world.profiles.getPicture(keyOf(owner));
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
    answer: (query, requester, world) => {
      const { account } = requester;
      const { target } = query.attrs;
      const owner = target === undefined ? { account } : ownerOf(world, target);
      if (owner === undefined) return refusal(query, 404, 'item-not-found');
      if (!mayChange(requester, owner)) return refusal(query, 403, 'forbidden');
      const bytes = bytesIn(query, 'picture');
      const id = updatePicture(world, owner, account, bytes?.length ? bytes : undefined);
      return id === undefined ? result(query) : result(query, pictureNode(id));
    },
  },
];

const pictureNode = (id: string): BinaryNode => node('picture', { id, type: 'image' });

const ownerOf = (world: World, jid: string | undefined): Pictured | undefined => {
  const account = world.accounts.byJid(jid);
  if (account) return { account };
  const group = world.groups.get(jid);
  return group && { group };
};

const mayChange = ({ account }: Requester, owner: Pictured): boolean => {
  if ('account' in owner) return owner.account === account;
  const { group } = owner;
  return group.members.has(account.lid) && (!group.locked || isAdmin(group, account.lid));
};
