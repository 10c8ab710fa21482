const WHITESPACE = /\s+/g;
const WHOLE_GROUPS = /^[A-Za-z\d+/]*$/;
const LAST_GROUP = /^[A-Za-z\d+/]*={0,2}$/;

/** The text is no base64. */
export class UnreadableFileError extends Error {}

/** Decodes base64 that comes in pieces; white space in it does not matter. Throws `UnreadableFileError`. */
export async function* base64Bytes(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const piece of pieces) {
    const text = held + piece.replaceAll(WHITESPACE, '');
    // The last group waits: it may be the end, which alone may be padded.
    const ready = Math.max(0, Math.ceil(text.length / 4) - 1) * 4;
    held = text.slice(ready);
    if (ready > 0) yield decoded(text.slice(0, ready), WHOLE_GROUPS);
  }
  if (held.length <= 1) throw new UnreadableFileError('not base64');
  yield decoded(held, LAST_GROUP);
}

function decoded(text: string, form: RegExp): Buffer {
  if (!form.test(text)) throw new UnreadableFileError('not base64');
  return Buffer.from(text, 'base64');
}
