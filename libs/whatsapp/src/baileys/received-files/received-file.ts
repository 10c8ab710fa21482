import { plainJid } from '@starling/domain';
import { proto, toNumber, type WAMessage } from '@whiskeysockets/baileys';
import { momentOf } from '../content/moment.js';
import { readMedia } from '../content/read-media.js';
import { type Content } from '../content/reading.js';
import { type ReceivedFile } from '../../port/received-file.js';
import { unwrap } from '../content/unwrap.js';

/** Undefined: the message has no file. */
export function receivedFile({
  key,
  message,
  messageTimestamp,
}: WAMessage): ReceivedFile | undefined {
  const content = unwrap(message);
  const file = content && fileIn(content);
  if (!content || !file) return undefined;
  const { id, remoteJid, fromMe, participant } = key;
  const bare = { key: { id, remoteJid, fromMe, participant }, message: content, messageTimestamp };
  return { ...describe(content, bare), message: encode(bare) };
}

/** Reads `ReceivedFile.message` back. Throws on anything else. */
export function readReceivedFile(bytes: Buffer): ReceivedFile {
  const message = proto.WebMessageInfo.decode(bytes);
  const file = receivedFile(message as WAMessage);
  if (!file) throw new Error('a message without a file');
  return file;
}

const encode = (message: proto.IWebMessageInfo): Buffer =>
  Buffer.from(proto.WebMessageInfo.encode(message).finish());

function describe(content: Content, { key, messageTimestamp }: proto.IWebMessageInfo) {
  const { mediaType = '', blocks } = readMedia(content) ?? {};
  const { mimeType, fileName } = blocks?.media as { mimeType: string; fileName: string | null };
  const length = fileIn(content)?.fileLength;
  return {
    messageId: key?.id ?? '',
    chatJid: plainJid(key?.remoteJid ?? ''),
    type: mediaType,
    mimeType,
    fileName,
    sizeBytes: length ? toNumber(length) : null,
    sentAt: new Date(momentOf(messageTimestamp) ?? Date.now()),
  };
}

/** The same order as in `readMedia`. */
export const fileIn = (content: Content) =>
  content.imageMessage ??
  content.videoMessage ??
  content.ptvMessage ??
  content.audioMessage ??
  content.documentMessage ??
  content.stickerMessage ??
  undefined;
