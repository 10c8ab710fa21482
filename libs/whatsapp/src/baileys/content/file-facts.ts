import { type proto } from '@whiskeysockets/baileys';
import { readContent } from './read-content.js';

/** What a message says of its file; null is what its sender did not tell. */
export interface FileFacts {
  readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'ptt' | 'ptv';
  readonly mimeType: string;
  readonly size: number | null;
  readonly duration: number | null;
}

export function fileFactsOf(message: proto.IMessage): FileFacts | undefined {
  const media = readContent(message)?.blocks?.media as FileFacts | null | undefined;
  if (!media) return undefined;
  const { type, mimeType, size, duration } = media;
  return { type, mimeType, size, duration };
}
