import { createDecipheriv, hkdfSync } from 'node:crypto';
import {
  assertMediaContent,
  hkdfInfoKey,
  type MediaType,
  type proto,
} from '@whiskeysockets/baileys';
import type { World } from '../world/world.js';

const MAC_BYTES = 10;

/** Downloads and decrypts the media of a message, as a phone does. */
export const downloadMedia = async (
  world: World,
  message: proto.IMessage,
): Promise<Buffer | undefined> => {
  const media = assertMediaContent(message);
  const sealed = media.directPath ? world.media.download(media.directPath) : undefined;
  if (sealed === undefined || !media.mediaKey) return undefined;
  const info = hkdfInfoKey(kindOf(message));
  const keys = Buffer.from(hkdfSync('sha256', media.mediaKey, Buffer.alloc(0), info, 112));
  const decipher = createDecipheriv('aes-256-cbc', keys.subarray(16, 48), keys.subarray(0, 16));
  const body = sealed.subarray(0, sealed.length - MAC_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
};

const kindOf = (message: proto.IMessage): MediaType => {
  if (message.imageMessage) return 'image';
  if (message.videoMessage) return 'video';
  if (message.audioMessage) return 'audio';
  if (message.stickerMessage) return 'sticker';
  return 'document';
};
