import { findStatusWord, type MediaView, type StatusWord } from '@starling/contract';
import { type MessageRow } from '@starling/storage';
import { decodeMessage, fileFactsOf } from '@starling/whatsapp';

/** Only a newer version knows it. */
const UNKNOWN: StatusWord = 'pending';

export const statusWordOf = ({ status }: MessageRow): StatusWord =>
  findStatusWord(status) ?? UNKNOWN;

export function mediaOf({ payload, mediaType }: MessageRow): { readonly media?: MediaView } {
  const media = payload && mediaType ? fileFactsOf(decodeMessage(payload)) : undefined;
  return media ? { media } : {};
}
