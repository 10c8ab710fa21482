import type { Pairings, PendingRegistration } from '../world/pairings.js';
import { readQr } from './qr.js';

export type QrRefusal = 'unreadable-qr' | 'unknown-qr' | 'used-qr';
type Judged =
  | { genuine: true; registration: PendingRegistration; advSecret: Buffer }
  | { genuine: false; reason: QrRefusal };

/** A QR code is good for one scan, as long as the client that shows it is connected. */
export const judgeQr = (pairings: Pairings, qr: string): Judged => {
  const scanned = readQr(qr);
  if (scanned === undefined) return { genuine: false, reason: 'unreadable-qr' };
  if (pairings.isUsed(scanned.ref)) return { genuine: false, reason: 'used-qr' };
  const registration = pairings.getByReference(scanned.ref);
  const isGenuine =
    registration?.noiseKey.equals(scanned.noiseKey) === true &&
    registration.bundle.identityKey.equals(scanned.identityKey);
  if (!isGenuine) return { genuine: false, reason: 'unknown-qr' };
  return { genuine: true, registration, advSecret: scanned.advSecret };
};
