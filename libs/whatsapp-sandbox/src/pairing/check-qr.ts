import type { Pairings, PendingRegistration } from '../world/pairings.js';
import { readQr } from './qr.js';

export type QrRefusal = 'unreadable-qr' | 'unknown-qr' | 'used-qr';
type QrCheck =
  | { valid: true; registration: PendingRegistration; advSecret: Buffer }
  | { valid: false; reason: QrRefusal };

/** A QR code is valid for one scan, while the client that shows it is connected. */
export const checkQr = (pairings: Pairings, qr: string): QrCheck => {
  const scanned = readQr(qr);
  if (scanned === undefined) return { valid: false, reason: 'unreadable-qr' };
  if (pairings.isUsed(scanned.ref)) return { valid: false, reason: 'used-qr' };
  const registration = pairings.getByReference(scanned.ref);
  const isValid =
    registration?.noiseKey.equals(scanned.noiseKey) === true &&
    registration.bundle.identityKey.equals(scanned.identityKey);
  if (!isValid) return { valid: false, reason: 'unknown-qr' };
  return { valid: true, registration, advSecret: scanned.advSecret };
};
