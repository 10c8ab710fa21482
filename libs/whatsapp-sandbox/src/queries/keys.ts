import { createHash } from 'node:crypto';
import { encodeBigEndian } from '@whiskeysockets/baileys';
import {
  bundleNodes,
  readPreKey,
  readSignedPreKey,
  registrationNode,
} from '../signal/bundle-node.js';
import { refusal, result } from '../stanza/answers.js';
import { bytesIn, childOf, childrenOf, node, uintIn, type BinaryNode } from '../stanza/node.js';
import { targetOf } from '../delivery/forwarding.js';
import type { World } from '../world/world.js';
import { issueKeyBundle } from '../delivery/key-bundles.js';
import type { QueryRoute } from './query-route.js';

/** Public Signal keys: upload, count, digest, rotation and key bundles. */
export const keyRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'encrypt',
    type: 'get',
    child: 'count',
    answer: (query, { companion }) =>
      result(query, node('count', { value: companion.preKeys.length })),
  },
  {
    xmlns: 'encrypt',
    type: 'get',
    child: 'digest',
    answer: (query, { companion }) => {
      const { registrationId, identityKey, signedPreKey, preKeys } = companion;
      const hash = createHash('sha1').update(identityKey).update(signedPreKey.publicKey);
      for (const key of preKeys) hash.update(key.publicKey);
      return result(
        query,
        node('digest', {}, [
          registrationNode(registrationId),
          ...bundleNodes({ registrationId, identityKey, signedPreKey }),
          node(
            'list',
            {},
            preKeys.map(({ id }) => node('id', {}, encodeBigEndian(id, 3))),
          ),
          node('hash', {}, hash.digest()),
        ]),
      );
    },
  },
  {
    xmlns: 'encrypt',
    type: 'get',
    child: 'key',
    answer: (query, _requester, world) => {
      const users = childrenOf(childOf(query, 'key'), 'user');
      return result(
        query,
        node(
          'list',
          {},
          users.map(({ attrs }) => userNode(world, attrs.jid)),
        ),
      );
    },
  },
  {
    xmlns: 'encrypt',
    type: 'set',
    child: 'rotate',
    answer: (query, { account, companion }, world) => {
      const signedPreKey = readSignedPreKey(childOf(childOf(query, 'rotate'), 'skey'));
      if (signedPreKey === undefined) return refusal(query, 406, 'not-acceptable');
      companion.signedPreKey = signedPreKey;
      world.accounts.saveCompanion(account, companion);
      return result(query);
    },
  },
  {
    xmlns: 'encrypt',
    type: 'set',
    answer: (query, { account, companion }, world) => {
      const signedPreKey = readSignedPreKey(childOf(query, 'skey'));
      const identityKey = bytesIn(query, 'identity');
      if (signedPreKey === undefined || identityKey?.length !== 32) {
        return refusal(query, 406, 'not-acceptable');
      }
      const known = new Set(companion.preKeys.map(({ id }) => id));
      const fresh = childrenOf(childOf(query, 'list'), 'key').flatMap(
        (key) => readPreKey(key) ?? [],
      );
      companion.preKeys.push(...fresh.filter(({ id }) => !known.has(id)));
      companion.signedPreKey = signedPreKey;
      companion.identityKey = identityKey;
      companion.registrationId = uintIn(query, 'registration') ?? companion.registrationId;
      world.accounts.saveCompanion(account, companion);
      return result(query);
    },
  },
];

const userNode = (world: World, jid: string | undefined): BinaryNode => {
  const target = targetOf(world, jid);
  const bundle = target && issueKeyBundle(world, target.account, target.device);
  if (bundle === undefined) {
    return node('user', { jid }, [node('error', { code: 404, text: 'item-not-found' })]);
  }
  return node('user', { jid, t: Math.floor(world.now() / 1000) }, [
    registrationNode(bundle.registrationId),
    ...bundleNodes(bundle),
  ]);
};
