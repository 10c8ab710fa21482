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

/**
 * Changes the app state as the owner does on the phone (archives a chat, edits a label); notifies the linked devices.
 */
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
