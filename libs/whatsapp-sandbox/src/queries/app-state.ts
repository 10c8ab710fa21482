import { applyPatch } from '../app-state/apply-patch.js';
import { isCollectionName } from '../world/collection.js';
import { refusal, result } from '../stanza/answers.js';
import { type BinaryNode, bytesOf, childOf, childrenOf, node } from '../stanza/node.js';
import type { World } from '../world/world.js';
import type { Requester, QueryRoute } from './query-route.js';

/** App state, which an account's devices share: returns the patches since a version and accepts new ones. */
export const appStateRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:sync:app:state',
    child: 'sync',
    answer: async (query, requester, world) => {
      const answers: BinaryNode[] = [];
      for (const request of childrenOf(childOf(query, 'sync'), 'collection')) {
        const answered = await answerCollection(world, requester, request);
        if (answered === 'forged') return refusal(query, 400, 'bad-request');
        answers.push(answered);
      }
      return result(query, node('sync', {}, answers));
    },
  },
];

/** An error of one collection is written into its own node, so that the others are still answered. */
const answerCollection = async (
  world: World,
  { account, companion }: Requester,
  request: BinaryNode,
): Promise<BinaryNode | 'forged'> => {
  const { name } = request.attrs;
  const known = Number(request.attrs.version ?? 0);
  if (!isCollectionName(name)) return failed(name, 404, 'item-not-found');
  const collection = world.appStates.get(account, name);
  const patches = sentPatches(request);
  if (patches.length > 0 && known !== collection.state.version) {
    const conflict = failed(name, 409, 'conflict');
    return {
      ...conflict,
      content: [...contentOf(conflict), patchesNode(collection.patches, known)],
    };
  }
  if (patches.length === 0) {
    return node('collection', { name, version: collection.state.version }, [
      patchesNode(collection.patches, known),
    ]);
  }
  for (const patch of patches) {
    const outcome = await applyPatch(world, account, collection, patch, companion);
    if (outcome === 'forged') return 'forged';
  }
  // Others see the name that a linked device gives its owner.
  const ownName = collection.entries.get('["setting_pushName"]')?.action.pushNameSetting?.name;
  if (ownName) {
    account.name = ownName;
    world.accounts.save(account);
  }
  return node('collection', { name, version: collection.state.version });
};

const sentPatches = (request: BinaryNode): Buffer[] =>
  [...childrenOf(request, 'patch'), ...childrenOf(childOf(request, 'patches'), 'patch')].flatMap(
    (patch) => bytesOf(patch) ?? [],
  );

const patchesNode = (patches: readonly Buffer[], after: number): BinaryNode =>
  node(
    'patches',
    {},
    patches.slice(after).map((patch) => node('patch', {}, patch)),
  );

const failed = (name: string | undefined, code: number, text: string): BinaryNode =>
  node('collection', { name, type: 'error' }, [node('error', { code, text })]);

const contentOf = ({ content }: BinaryNode): BinaryNode[] =>
  Array.isArray(content) ? content : [];
