const BRAZIL = '55';
const LENGTH_WITH_NINTH_DIGIT = 13;
const LENGTH_WITHOUT = 12;
const NINTH_DIGIT_AT = 4;

/** As given, and for Brazil also with or without the ninth digit: WhatsApp may know a number by either. */
export function numberVariants(digits: string): readonly string[] {
  if (!digits.startsWith(BRAZIL)) return [digits];
  const [area, rest] = [digits.slice(0, NINTH_DIGIT_AT), digits.slice(NINTH_DIGIT_AT)];
  if (digits.length === LENGTH_WITHOUT) return [digits, `${area}9${rest}`];
  if (digits.length === LENGTH_WITH_NINTH_DIGIT && rest.startsWith('9')) {
    return [digits, area + rest.slice(1)];
  }
  return [digits];
}
