import { Curve, type KeyPair, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys';
import { isSignedBy, keyPairFrom } from '../seed/key-pairs.js';
import type { Randomness } from '../seed/randomness.js';

const ISSUER_SERIAL = 0;
const INTERMEDIATE_SERIAL = 1;
const LEAF_SERIAL = 2;
const { Details } = proto.CertChain.NoiseCertificate;

/** The static key of the server, and the certificate chain from that key to the sandbox's own root. */
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

/** Checks both signatures and the issuer, as a client should. Baileys does not check them. */
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

/** Replaces WhatsApp's root key in this process's Baileys by the sandbox's; returns a function that restores it. */
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
