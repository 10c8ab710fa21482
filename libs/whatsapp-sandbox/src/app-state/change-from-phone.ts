import {
  type ChatModification,
  chatModificationToAppPatch,
  encodeSyncdPatch,
  proto,
} from '@whiskeysockets/baileys';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import { applyPatch } from './apply-patch.js';
import { syncKeyOf } from './sync-key.js';

/** The owner archives a chat, edits a label or the like on the phone; the linked devices hear of it. */
export const changeFromPhone = async (
  world: World,
  account: Account,
  change: ChatModification,
  jid = '',
): Promise<void> => {
  const create = chatModificationToAppPatch(change, jid);
  const collection = world.appStates.get(account, create.type);
  const key = syncKeyOf(world, account);
  const { patch } = await encodeSyncdPatch(
    create,
    key.id.toString('base64'),
    collection.state,
    async () => proto.Message.AppStateSyncKeyData.create(key.data),
  );
  const bytes = proto.SyncdPatch.encode(patch).finish();
  const outcome = await applyPatch(world, account, collection, bytes);
  if (outcome === 'forged') throw new Error('two changes at once to one collection');
};
