import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
} from '@whiskeysockets/baileys';

export type { BinaryNode } from '@whiskeysockets/baileys';
export {
  getBinaryNodeChild as childOf,
  getBinaryNodeChildren as childrenOf,
} from '@whiskeysockets/baileys';

export const SERVER_JID = '@s.whatsapp.net';

type Attributes = Record<string, string | number | undefined>;

/** A stanza. Attributes without a value are left out, because the encoder fails on them. */
export const node = (
  tag: string,
  attributes: Attributes = {},
  content?: BinaryNode['content'],
): BinaryNode => {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) attrs[name] = String(value);
  }
  return content === undefined ? { tag, attrs } : { tag, attrs, content };
};

export const allChildren = (parent: BinaryNode | undefined): BinaryNode[] =>
  parent === undefined ? [] : getAllBinaryNodeChildren(parent);

export const bytesOf = (holder: BinaryNode | undefined): Buffer | undefined => {
  const content = holder?.content;
  if (content instanceof Uint8Array) return Buffer.from(content);
  return typeof content === 'string' ? Buffer.from(content) : undefined;
};

export const bytesIn = (parent: BinaryNode | undefined, tag: string): Buffer | undefined =>
  bytesOf(getBinaryNodeChild(parent, tag));

export const textOf = (holder: BinaryNode | undefined): string | undefined =>
  bytesOf(holder)?.toString('utf8');

export const uintIn = (parent: BinaryNode | undefined, tag: string): number | undefined => {
  const bytes = bytesIn(parent, tag);
  return bytes === undefined || bytes.length === 0 || bytes.length > 6
    ? undefined
    : bytes.readUIntBE(0, bytes.length);
};

export const seconds = (atMs: number): number => Math.floor(atMs / 1000);
