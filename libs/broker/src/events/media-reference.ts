/**
 * Where the file of an event lies and where it goes: `<media id>.<byte>`. It travels as the attribute `media` of the
 * event, whose bytes say `"base64":null` there. Bytes of files never travel through Redis.
 */
export interface MediaReference {
  readonly mediaId: string;
  /** Of the `null` that the file may take the place of. */
  readonly offset: number;
}

const NULL_BYTES = 4;
const KEY = '"base64":';
const FORM = /^([\da-f-]{36})\.(\d{1,10})$/;

/**
 * A text of the sender cannot be taken for the place: inside of a JSON string every quote is escaped. Undefined when the
 * event has no place for a file.
 */
export function mediaReference(mediaId: string, bytes: Buffer): string | undefined {
  const at = bytes.indexOf(`${KEY}null`);
  return at < 0 ? undefined : `${mediaId}.${at + KEY.length}`;
}

/** Undefined also for what only a newer peer writes. */
export function readMediaReference(reference: string | undefined): MediaReference | undefined {
  const [, mediaId, offset] = FORM.exec(reference ?? '') ?? [];
  return mediaId && offset ? { mediaId, offset: Number(offset) } : undefined;
}

/** The event with the file in it. */
export function withBase64(bytes: Buffer, { offset }: MediaReference, base64: string): Buffer {
  const length = bytes.length - NULL_BYTES + base64.length + 2;
  const whole = Buffer.allocUnsafe(length);
  bytes.copy(whole, 0, 0, offset);
  whole.write(`"${base64}"`, offset, 'latin1');
  bytes.copy(whole, offset + base64.length + 2, offset + NULL_BYTES);
  return whole;
}
