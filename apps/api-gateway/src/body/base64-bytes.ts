const WHITESPACE = /\s+/g;
const WHOLE_GROUPS = /^[A-Za-z\d+/]*$/;
const LAST_GROUP = /^[A-Za-z\d+/]*={0,2}$/;

/** The text is no base64. */
export class UnreadableFileError extends Error {}

/**
 * Decodes base64: its start, and the rest in pieces as they were sent, with escape sequences. White space does not
 * matter. Throws `UnreadableFileError`, and what `unescape` throws.
 */
export async function* base64Bytes(
  start: string,
  pieces: AsyncIterable<string>,
  unescape: (piece: string) => string,
): AsyncGenerator<Buffer> {
  let held = start.replaceAll(WHITESPACE, '');
  for await (const piece of pieces) {
    let [ready, last] = split(held + piece);
    let bytes = LAST_GROUP.test(last) ? decodeClean(ready) : undefined;
    if (!bytes) {
      [ready, last] = split(held + unescape(piece).replaceAll(WHITESPACE, ''));
      if (!WHOLE_GROUPS.test(ready)) throw new UnreadableFileError('not base64');
      bytes = Buffer.from(ready, 'base64');
    }
    held = last;
    if (bytes.length > 0) yield bytes;
  }
  if (held.length <= 1 || !LAST_GROUP.test(held)) throw new UnreadableFileError('not base64');
  yield Buffer.from(held, 'base64');
}

/** Whole groups of four, and the last group or a part of it: it may be the end, which alone may be padded. */
function split(text: string): [ready: string, last: string] {
  const at = Math.max(0, Math.ceil(text.length / 4) - 1) * 4;
  return [text.slice(0, at), text.slice(at)];
}

/**
 * Undefined when there is anything but base64 in the text. The decoder passes over what it does not know, so its result
 * is too short then; this is many times faster than a regular expression.
 */
function decodeClean(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  const isClean =
    bytes.length * 4 === text.length * 3 && !text.includes('-') && !text.includes('_');
  return isClean ? bytes : undefined;
}
