import { findStatusWord, type MediaView, type StatusWord } from '@starling/contract';
import { type MessageRow } from '@starling/storage';
import { type Engine } from '@starling/whatsapp';

/** For a code that only a newer version of this program knows. */
const UNKNOWN: StatusWord = 'pending';

export const statusWordOf = ({ status }: MessageRow): StatusWord =>
  findStatusWord(status) ?? UNKNOWN;

export function mediaOf(
  { payload, mediaType }: MessageRow,
  { stored }: Engine,
): { readonly media?: MediaView } {
  const media = payload && mediaType ? stored.fileFactsOf(payload) : undefined;
  return media ? { media } : {};
}
