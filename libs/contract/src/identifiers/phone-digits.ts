/** The characters that people write between the digits of a number. */
const SEPARATORS = /[+\s\-.()]/g;
const USER_JID = /^(\d+)(?:_\d+)?(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/;

/** Reads the digits of a user's number, with country code, from any form that clients send. Undefined: not a number. */
export function findPhoneDigits(sent: string): string | undefined {
  const jid = USER_JID.exec(sent.trim());
  const digits = jid?.[1] ?? sent.replace(SEPARATORS, '');
  return /^\d{5,20}$/.test(digits) ? digits : undefined;
}
