import { Curve, type KeyPair, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys';
import { isSignedBy, keyPairFrom } from '../seed/key-pairs.js';
import type { Randomness } from '../seed/randomness.js';

const ISSUER_SERIAL = 0;
const INTERMEDIATE_SERIAL = 1;
const LEAF_SERIAL = 2;
const { Details } = proto.CertChain.NoiseCertificate;

/** Who the server is: its static key and the chain that vouches for it up to the sandbox's own root. */
export interface ServerIdentity {
  readonly rootKey: Buffer;
  readonly staticKey: KeyPair;
  readonly certificateChain: Buffer;
}

export const makeServerIdentity = (random: Randomness): ServerIdentity => {
  const root = keyPairFrom(random.bytes('certificate/root', 32));
  const intermediate = keyPairFrom(random.bytes('certificate/intermediate', 32));
  const staticKey = keyPairFrom(random.bytes('certificate/leaf', 32));
  const chain = proto.CertChain.encode({
    intermediate: certificate(root, intermediate, INTERMEDIATE_SERIAL, ISSUER_SERIAL),
    leaf: certificate(intermediate, staticKey, LEAF_SERIAL, INTERMEDIATE_SERIAL),
  }).finish();
  return { rootKey: Buffer.from(root.public), staticKey, certificateChain: Buffer.from(chain) };
};

/** The check that a client should make and Baileys does not: both signatures and the issuer. */
export const isTrustedChain = (
  chain: Uint8Array,
  rootKey: Uint8Array,
  serverKey: Uint8Array,
): boolean => {
  const { leaf, intermediate } = proto.CertChain.decode(chain);
  if (!leaf?.details || !leaf.signature) return false;
  if (!intermediate?.details || !intermediate.signature) return false;
  const issuer = Details.decode(intermediate.details);
  const subject = Details.decode(leaf.details);
  return (
    isSignedBy(rootKey, intermediate.details, intermediate.signature) &&
    issuer.issuerSerial === WA_CERT_DETAILS.SERIAL &&
    isSignedBy(issuer.key ?? new Uint8Array(), leaf.details, leaf.signature) &&
    subject.issuerSerial === issuer.serial &&
    Buffer.from(subject.key ?? []).equals(Buffer.from(serverKey))
  );
};

/** Makes Baileys in this process take our root for WhatsApp's; returns the way back. */
export const trustRootKey = (rootKey: Buffer): (() => void) => {
  const genuine = WA_CERT_DETAILS.PUBLIC_KEY;
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey);
  return () => {
    WA_CERT_DETAILS.PUBLIC_KEY = genuine;
  };
};

const certificate = (issuer: KeyPair, subject: KeyPair, serial: number, issuerSerial: number) => {
  const details = Details.encode({ serial, issuerSerial, key: subject.public }).finish();
  return { details, signature: Curve.sign(issuer.private, details) };
};
