import { isLidJid, isPhoneJid, plainJid, type LidPair } from '@starling/domain';

/** Both addresses of one user, in either order; undefined when these are not such a pair. */
export function pairOf(
  one: string | null | undefined,
  other: string | null | undefined,
): LidPair | undefined {
  if (!one || !other) return undefined;
  const [a, b] = [plainJid(one), plainJid(other)];
  if (isLidJid(a) && isPhoneJid(b)) return { lid: a, phoneJid: b };
  return isPhoneJid(a) && isLidJid(b) ? { lid: b, phoneJid: a } : undefined;
}
