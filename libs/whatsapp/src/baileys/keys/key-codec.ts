import { BufferJSON, proto } from '@whiskeysockets/baileys';

/** First byte of a stored key: what follows it. */
const RAW = 0;
const PLAIN_JSON = 1;
const BUFFER_JSON = 2;

/** Hold strings and numbers only; a replacer would be called for each of them. */
const PLAIN: ReadonlySet<string> = new Set([
  'session',
  'sender-key-memory',
  'lid-mapping',
  'device-list',
]);

export function encodeKey(type: string, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return Buffer.concat([Buffer.of(RAW), value]);
  const isPlain = PLAIN.has(type);
  const json = JSON.stringify(value, isPlain ? undefined : BufferJSON.replacer);
  return Buffer.concat([Buffer.of(isPlain ? PLAIN_JSON : BUFFER_JSON), Buffer.from(json)]);
}

export function decodeKey(type: string, stored: Uint8Array): unknown {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset + 1, stored.byteLength - 1);
  switch (stored[0]) {
    case RAW:
      return bytes;
    case PLAIN_JSON:
      return JSON.parse(bytes.toString());
    case BUFFER_JSON: {
      const value: unknown = JSON.parse(bytes.toString(), BufferJSON.reviver);
      return type === 'app-state-sync-key'
        ? proto.Message.AppStateSyncKeyData.fromObject(value as object)
        : value;
    }
    default:
      throw new Error(`A stored ${type} begins with an unknown mark.`);
  }
}
