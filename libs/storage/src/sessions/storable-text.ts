/** Postgres takes every character in a text but this one, which a stranger's message may well hold. */
export const toStorableText = (text: string): string =>
  text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;

const EARLIEST_MS = Date.UTC(1970);
const LATEST_MS = Date.UTC(9999);

/** A stranger also says when a message was sent. What no calendar knows was sent now. */
export function toStorableMoment(moment: Date): Date {
  const atMs = moment.getTime();
  return atMs >= EARLIEST_MS && atMs < LATEST_MS ? moment : new Date();
}
