import { type proto } from '@whiskeysockets/baileys';
import { type FileFacts } from '../../port/stored-facts.js';
import { readContent } from './read-content.js';

export function fileFactsOf(message: proto.IMessage): FileFacts | undefined {
  const media = readContent(message)?.blocks?.media as FileFacts | null | undefined;
  if (!media) return undefined;
  const { type, mimeType, size, duration } = media;
  return { type, mimeType, size, duration };
}
