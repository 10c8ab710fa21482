import { HAS_NUL } from '@starling/contract';
import { type InvalidBody, NOT_JSON } from './body-errors.js';
import { type ByteSource } from './byte-source.js';
import { EscapeSequence } from './escape-sequence.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** JSON text escapes line breaks and other control characters; a text with a bare one is not JSON. */
const CONTROL_CHARACTER = /[^\x20-\uffff]/;

/**
 * The rest of a string whose opening quote was read, piece by piece, up to and with its closing quote. Pieces are as
 * they were sent, each byte one character, and never end within an escape sequence.
 */
export async function* stringPieces(
  source: ByteSource,
  invalid: InvalidBody,
): AsyncGenerator<string, void> {
  const escape = new EscapeSequence(() => {
    throw invalid(HAS_NUL);
  });
  let unfinished = '';
  while (await source.fill()) {
    const bytes = source.unread;
    const { end, whole } = pieceOf(bytes, escape);
    const piece = unfinished + bytes.toString('latin1', 0, whole);
    unfinished = bytes.toString('latin1', whole, end);
    const isLast = end < bytes.length;
    source.skip(isLast ? end + 1 : end);
    if (piece !== '') yield piece;
    if (isLast) return;
  }
  throw invalid(NOT_JSON);
}

/** `end`: of the bytes, or of the string in them; `whole`: up to there no escape sequence is open. */
function pieceOf(bytes: Buffer, escape: EscapeSequence): { end: number; whole: number } {
  const quote = bytes.indexOf(QUOTE);
  const limit = quote === -1 ? bytes.length : quote;
  const backslash = bytes.indexOf(BACKSLASH);
  const isPlain = backslash === -1 || backslash > limit;
  if (isPlain && !escape.isOpen) return { end: limit, whole: limit };
  let end = 0;
  let whole = 0;
  while (end < bytes.length && (bytes[end] !== QUOTE || escape.isOpen)) {
    escape.follow(bytes[end] as number);
    end += 1;
    if (!escape.isOpen) whole = end;
  }
  return { end, whole };
}

/** The characters of a piece, escape sequences decoded. */
export function unescaped(piece: string, invalid: InvalidBody): string {
  if (!piece.includes('\\') && !CONTROL_CHARACTER.test(piece)) return piece;
  try {
    return JSON.parse(`"${piece}"`) as string;
  } catch {
    throw invalid(NOT_JSON);
  }
}
