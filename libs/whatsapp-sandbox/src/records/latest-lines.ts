const NEWLINE = 0x0a;
const CLOSING_BRACE = 0x7d;
/** Kinds and ids are short: a line without both in its first bytes is not from this journal. */
const MAX_KEY_BYTES = 1_024;
const KEY = /^\{"kind":"(?:[^"\\]|\\.)*","id":"(?:[^"\\]|\\.)*"/;

/**
 * The last complete line of every record in a journal, without its line break; deleted records have none. Values are
 * not parsed, so the cost is that of reading the bytes, however often a record was written. Lines that a crash left
 * incomplete are skipped.
 */
export function latestLines(journal: Buffer): Map<string, Buffer> {
  const latest = new Map<string, Buffer>();
  let start = 0;
  for (let end = journal.indexOf(NEWLINE); end !== -1; end = journal.indexOf(NEWLINE, start)) {
    const line = journal.subarray(start, end);
    start = end + 1;
    if (line.at(-1) !== CLOSING_BRACE) continue;
    const key = KEY.exec(line.toString('latin1', 0, MAX_KEY_BYTES))?.[0];
    if (key === undefined) continue;
    if (line.length === key.length + 1) latest.delete(key);
    else latest.set(key, line);
  }
  return latest;
}
