import { result } from '../stanza/answers.js';
import {
  allChildren,
  type BinaryNode,
  childOf,
  childrenOf,
  node,
  seconds,
  textOf,
} from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { addressingOf, lidJid, parseJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import type { Requester, QueryRoute } from './query-route.js';

/** Queries about many accounts at once: existence, devices, LID, about text, disappearing messages. */
export const usyncRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'usync',
    type: 'get',
    child: 'usync',
    answer: (query, requester, world) => {
      const usync = childOf(query, 'usync');
      const protocols = allChildren(childOf(usync, 'query')).map(({ tag }) => tag);
      const users = childrenOf(childOf(usync, 'list'), 'user').map((user) =>
        answerUser(world, requester, protocols, user),
      );
      return result(
        query,
        node('usync', { ...usync?.attrs }, [
          node(
            'result',
            {},
            protocols.map((protocol) => node(protocol)),
          ),
          node('list', {}, users),
        ]),
      );
    },
  },
];

const answerUser = (
  world: World,
  requester: Requester,
  protocols: readonly string[],
  user: BinaryNode,
): BinaryNode => {
  const typed = textOf(childOf(user, 'contact'))?.replace(/^\+/, '');
  const jid = user.attrs.jid ?? `${typed}@s.whatsapp.net`;
  const account = world.accounts.byJid(jid);
  if (account === undefined) {
    const absent = protocols.includes('contact') ? [node('contact', { type: 'out' })] : [];
    return node('user', { jid }, absent);
  }
  const facts = protocols.flatMap((protocol) => FACTS[protocol]?.(account, jid, world) ?? []);
  if (protocols.includes('devices')) {
    const { knownDevices } = requester.companion;
    const names = knownDevices.get(account.lid) ?? new Set();
    knownDevices.set(account.lid, names.add(addressingOf(jid)));
  }
  return node('user', { jid }, facts);
};

const FACTS: Readonly<
  Record<string, (account: Account, jid: string, world: World) => BinaryNode | undefined>
> = {
  contact: () => node('contact', { type: 'in' }),
  devices: (account, _jid, world) =>
    node('devices', {}, [
      node('device-list', {}, [
        node('device', { id: 0 }),
        ...[...account.companions.values()].map(({ id, keyIndex }) =>
          node('device', { id, 'key-index': keyIndex }),
        ),
      ]),
      node('key-index-list', { ts: seconds(world.now()) }),
    ]),
  lid: (account, jid) =>
    parseJid(jid)?.server === 'lid' ? undefined : node('lid', { val: lidJid(account) }),
  status: (account, _jid, world) =>
    node('status', { t: seconds(world.now()) }, Buffer.from(account.about)),
  disappearing_mode: (account, _jid, world) => {
    const { durationSeconds, sinceMs } = world.profiles.disappearing.get(lidJid(account));
    return node('disappearing_mode', { duration: durationSeconds, t: seconds(sinceMs) });
  },
};
