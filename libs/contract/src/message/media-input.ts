import { z } from 'zod';

/**
 * Where the bytes of a file are. Clients send the first two kinds. The gateway makes an inline file `stored`, or
 * into `unreadable` when it is not base64: the worker reports that error when it sends, in the order of its checks.
 */
export type MediaInput =
  | { readonly kind: 'url'; readonly url: string }
  | InlineMedia
  | StoredMedia
  | { readonly kind: 'unreadable' };

export interface InlineMedia {
  readonly kind: 'inline';
  readonly base64: string;
  readonly mimeType: string | undefined;
}

export interface StoredMedia {
  readonly kind: 'stored';
  readonly mediaId: string;
  readonly mimeType: string | undefined;
  /** The digest of the bytes. It identifies a repeated request, because its file is stored under another id. */
  readonly sha256: string;
}

const DATA_URI = /^data:([^;,]*)((?:;[^;,]+)*?);base64,/i;

export function readMediaInput(sent: string): MediaInput {
  return /^https?:\/\//i.test(sent) ? { kind: 'url', url: sent } : readInlineMedia(sent);
}

/** A data URI or bare base64. */
export function readInlineMedia(sent: string): InlineMedia {
  const uri = DATA_URI.exec(sent);
  if (!uri) return { kind: 'inline', base64: sent, mimeType: undefined };
  const [prefix, type, parameters = ''] = uri;
  const mimeType = type ? type + parameters : undefined;
  return { kind: 'inline', base64: sent.slice(prefix.length), mimeType };
}

/** A URL, a data URI or bare base64. */
export const mediaInput = z.string().transform(readMediaInput);
