export interface ScannedQr {
  ref: string;
  noiseKey: Buffer;
  identityKey: Buffer;
  advSecret: Buffer;
}

/**
 * Reads a QR code from the right, because the reference may contain commas. Older clients leave out the platform at the
 * end and the link at the front.
 */
export const readQr = (qr: string): ScannedQr | undefined => {
  const parts = qr.slice(qr.indexOf('#') + 1).split(',');
  const keys = isKey(parts.at(-1)) ? parts.splice(-3) : parts.splice(-4, 4);
  const [noise, identity, secret] = keys;
  if (!isKey(noise) || !isKey(identity) || !isKey(secret) || parts.length === 0) return undefined;
  return {
    ref: parts.join(','),
    noiseKey: Buffer.from(noise, 'base64'),
    identityKey: Buffer.from(identity, 'base64'),
    advSecret: Buffer.from(secret, 'base64'),
  };
};

const isKey = (text: string | undefined): text is string =>
  text !== undefined && Buffer.from(text, 'base64').length === 32;
