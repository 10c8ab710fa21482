import { encodeBigEndian } from '@whiskeysockets/baileys';
import { bytesIn, childOf, node, uintIn, type BinaryNode } from '../stanza/node.js';
import type { KeyBundle, PublicPreKey } from '../accounts/device.js';

const KEY_TYPE = Buffer.from([5]);

const preKeyChildren = (key: PublicPreKey): BinaryNode[] => [
  node('id', {}, encodeBigEndian(key.id, 3)),
  node('value', {}, key.publicKey),
];

const signedPreKeyNode = (key: KeyBundle['signedPreKey']): BinaryNode =>
  node('skey', {}, [...preKeyChildren(key), node('signature', {}, key.signature)]);

/** The children of a `user` in the answer to a key query, or of `keys` in a retry receipt. */
export const bundleNodes = (bundle: KeyBundle): BinaryNode[] => [
  node('type', {}, KEY_TYPE),
  node('identity', {}, bundle.identityKey),
  signedPreKeyNode(bundle.signedPreKey),
  ...(bundle.preKey ? [node('key', {}, preKeyChildren(bundle.preKey))] : []),
];

export const registrationNode = (registrationId: number): BinaryNode =>
  node('registration', {}, encodeBigEndian(registrationId));

export const readPreKey = (holder: BinaryNode | undefined): PublicPreKey | undefined => {
  const id = uintIn(holder, 'id');
  const publicKey = bytesIn(holder, 'value');
  return id === undefined || publicKey?.length !== 32 ? undefined : { id, publicKey };
};

export const readSignedPreKey = (
  holder: BinaryNode | undefined,
): KeyBundle['signedPreKey'] | undefined => {
  const key = readPreKey(holder);
  const signature = bytesIn(holder, 'signature');
  return key === undefined || signature?.length !== 64 ? undefined : { ...key, signature };
};

/** The keys in a retry receipt; only receipts from the second try on have them. */
export const readRetryBundle = (receipt: BinaryNode): KeyBundle | undefined => {
  const keys = childOf(receipt, 'keys');
  const registrationId = uintIn(receipt, 'registration');
  const identityKey = bytesIn(keys, 'identity');
  const signedPreKey = readSignedPreKey(childOf(keys, 'skey'));
  if (registrationId === undefined || identityKey?.length !== 32 || !signedPreKey) return undefined;
  return { registrationId, identityKey, signedPreKey, preKey: readPreKey(childOf(keys, 'key')) };
};
