import { toNumber } from '@whiskeysockets/baileys';
import { type FileFacts } from '../../port/stored-facts.js';
import { type Content, type MessageType, type RawReading } from './reading.js';

type MediaKind = FileFacts['type'];
type File = NonNullable<
  | Content['imageMessage']
  | Content['videoMessage']
  | Content['audioMessage']
  | Content['documentMessage']
  | Content['stickerMessage']
>;

interface FileFields {
  readonly caption?: string | null;
  readonly fileName?: string | null;
  readonly title?: string | null;
  readonly seconds?: number | null;
}

/** `url` is WhatsApp's encrypted file. `base64` and `s3Url` are filled in when the file was fetched. */
function mediaBlock(kind: MediaKind, file: File) {
  const { caption, fileName, title, seconds } = file as FileFields;
  const mimeType = file.mimetype ?? '';
  return {
    type: kind,
    mimeType,
    mimetype: mimeType,
    fileName: fileName ?? title ?? null,
    caption: caption ?? '',
    size: file.fileLength ? toNumber(file.fileLength) : null,
    duration: seconds ?? null,
    isVoiceNote: kind === 'ptt',
    url: file.url || null,
    s3Url: null,
    base64: null,
  };
}

const reading = (type: MessageType, mediaType: MediaKind, file: File): RawReading => ({
  type,
  content: (file as FileFields).caption ?? '',
  contextInfo: file.contextInfo,
  blocks: { media: mediaBlock(mediaType, file) },
  mediaType,
});

export function readMedia({
  imageMessage,
  videoMessage,
  ptvMessage,
  audioMessage,
  documentMessage,
  stickerMessage,
}: Content): RawReading | undefined {
  if (imageMessage) return reading('image', 'image', imageMessage);
  if (videoMessage) return reading('video', 'video', videoMessage);
  if (ptvMessage) return reading('video', 'ptv', ptvMessage);
  if (audioMessage) return reading('audio', audioMessage.ptt ? 'ptt' : 'audio', audioMessage);
  if (documentMessage) return reading('document', 'document', documentMessage);
  return stickerMessage ? reading('sticker', 'sticker', stickerMessage) : undefined;
}
