import { proto } from '@whiskeysockets/baileys';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';

export interface SyncKey {
  readonly id: Buffer;
  readonly data: proto.Message.IAppStateSyncKeyData;
}

/** The key with which the phone and the linked devices of an account encrypt their app state. Each account has one. */
export const syncKeyOf = (world: World, account: Account): SyncKey => ({
  id: Buffer.concat([Buffer.alloc(2), world.random.bytes(`app-state-id/${account.number}`, 4)]),
  data: {
    keyData: world.random.bytes(`app-state-key/${account.number}`, 32),
    fingerprint: { rawId: 1, currentIndex: 0, deviceIndexes: [0] },
    timestamp: 1,
  },
});

/** The peer message with which the phone gives a newly linked device the key. */
export const keyShareMessage = (world: World, account: Account): proto.IMessage => {
  const { id, data } = syncKeyOf(world, account);
  return {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
      appStateSyncKeyShare: { keys: [{ keyId: { keyId: id }, keyData: data }] },
    },
  };
};
