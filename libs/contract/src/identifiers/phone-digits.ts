/** What people write between the digits of a number. */
const SEPARATORS = /[+\s\-.()]/g;
const USER_JID = /^(\d+)(?:_\d+)?(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/;

/** The digits of a user's number, with country code, out of any form a client may send; nothing if it is none. */
export function findPhoneDigits(sent: string): string | undefined {
  const jid = USER_JID.exec(sent.trim());
  const digits = jid?.[1] ?? sent.replace(SEPARATORS, '');
  return /^\d{5,20}$/.test(digits) ? digits : undefined;
}
