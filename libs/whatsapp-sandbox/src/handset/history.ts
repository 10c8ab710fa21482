import { deflateSync } from 'node:zlib';
import { encodeWAMessage, proto } from '@whiskeysockets/baileys';
import { keyShareMessage } from '../app-state/sync-key.js';
import { node, seconds } from '../stanza/node.js';
import type { Companion } from '../accounts/device.js';
import { lidJid, pnJid } from '../accounts/jids.js';
import { encryptFor } from './encryption.js';
import type { PhoneContext } from './phone-context.js';

const { HistorySyncType } = proto.HistorySync;

/**
 * Sends a new device its first history: an empty bootstrap, inline, so that there is no download. The sender must be
 * the account itself, or Baileys drops it as forged. Its `notify` attribute tells the client the name of its owner.
 */
export const shareHistory = async (phone: PhoneContext, companion: Companion): Promise<void> => {
  await sendToDevice(phone, companion, keyShareMessage(phone.world, phone.account));
  await sendToDevice(phone, companion, {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: HistorySyncType.INITIAL_BOOTSTRAP,
        chunkOrder: 1,
        progress: 100,
        initialHistBootstrapInlinePayload: deflateSync(bootstrapOf(phone)),
      },
    },
  });
};

const sendToDevice = async (
  { world, account, endpoint }: PhoneContext,
  companion: Companion,
  message: proto.IMessage,
): Promise<void> => {
  const padded = encodeWAMessage(message);
  const { type, ciphertext } = await encryptFor(world, endpoint, account, companion, padded);
  // Not through the outbox: a repeated history must come after the offline stanzas and be encrypted anew.
  companion.connection?.send(
    node(
      'message',
      {
        from: pnJid(account),
        id: world.random.nextHex(`message/${account.number}`, 10),
        type: 'text',
        category: 'peer',
        t: seconds(world.now()),
        notify: account.name,
      },
      [node('enc', { v: 2, type }, ciphertext)],
    ),
  );
};

const bootstrapOf = ({ account }: PhoneContext): Uint8Array =>
  proto.HistorySync.encode({
    syncType: HistorySyncType.INITIAL_BOOTSTRAP,
    chunkOrder: 1,
    progress: 100,
    pushnames: [{ id: pnJid(account), pushname: account.name }],
    phoneNumberToLidMappings: [{ pnJid: pnJid(account), lidJid: lidJid(account) }],
  }).finish();
