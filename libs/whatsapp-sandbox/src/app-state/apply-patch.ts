import { decodePatches, proto } from '@whiskeysockets/baileys';
import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';
import { announceCollection } from './announce-collection.js';
import type { Collection } from '../world/collection.js';
import { syncKeyOf } from './sync-key.js';

type Applied = 'applied' | 'forged';

/** Baileys only logs a broken MAC or hash sum and continues. Here the logger throws, so that the patch is refused. */
const rejectPatch = (): never => {
  throw new Error('broken patch');
};
const silent = (): void => undefined;
const strictLogger = {
  level: 'silent',
  child: () => strictLogger,
  trace: silent,
  debug: silent,
  info: silent,
  warn: rejectPatch,
  error: rejectPatch,
};

/** Adds a patch as the next version when its MACs and its hash sum are right, and notifies the other devices. */
export const applyPatch = async (
  world: World,
  account: Account,
  collection: Collection,
  bytes: Uint8Array,
  author?: Companion,
): Promise<Applied> => {
  const version = collection.state.version + 1;
  const key = syncKeyOf(world, account);
  const keyId = key.id.toString('base64');
  let decoded;
  let stored: Buffer;
  let mutations;
  try {
    const patch = proto.SyncdPatch.decode(bytes);
    patch.version = proto.SyncdVersion.create({ version });
    stored = Buffer.from(proto.SyncdPatch.encode(patch).finish());
    decoded = await decodePatches(
      collection.name,
      [proto.SyncdPatch.decode(stored)],
      collection.state,
      async (id) => (id === keyId ? proto.Message.AppStateSyncKeyData.create(key.data) : undefined),
      {},
      undefined,
      strictLogger,
    );
    mutations = patch.mutations.map(({ operation }) => operation);
  } catch {
    return 'forged';
  }
  const changes = Object.values(decoded.mutationMap);
  if (changes.length !== mutations.length) return 'forged';
  changes.forEach(({ index, syncAction }, position) => {
    const entry = JSON.stringify(index);
    const isRemoval = mutations[position] === proto.SyncdMutation.SyncdOperation.REMOVE;
    if (isRemoval) collection.entries.delete(entry);
    else collection.entries.set(entry, { index, action: syncAction.value ?? {} });
  });
  collection.state = decoded.state;
  collection.patches.push(stored);
  world.appStates.save(account, collection);
  announceCollection(world, account, collection, author);
  return 'applied';
};
