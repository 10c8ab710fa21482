import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { getMediaKeys, type MediaType } from '@whiskeysockets/baileys';

const MAC_BYTES = 10;

/** Throws at the end when the file was changed: the bytes before must not be kept then. */
export async function* decryptFile(
  sealed: AsyncIterable<Buffer>,
  mediaKey: Uint8Array,
  type: MediaType,
): AsyncGenerator<Buffer> {
  const { iv, cipherKey, macKey } = await getMediaKeys(mediaKey, type);
  if (!macKey) throw new Error('no key for this kind of file');
  const mac = createHmac('sha256', macKey).update(iv);
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  let last: Buffer = Buffer.alloc(0);
  for await (const chunk of sealed) {
    const known = last.length > 0 ? Buffer.concat([last, chunk]) : chunk;
    const end = Math.max(known.length - MAC_BYTES, 0);
    last = known.subarray(end);
    mac.update(known.subarray(0, end));
    yield decipher.update(known.subarray(0, end));
  }
  const expected = mac.digest().subarray(0, MAC_BYTES);
  if (last.length !== MAC_BYTES || !timingSafeEqual(last, expected)) {
    throw new Error('the file was changed on its way');
  }
  yield decipher.final();
}
