/** Everything that processes say to each other. An entry of a kind that this version does not know is skipped. */
const ENTRY_KINDS = ['command', 'cancel', 'inquiry', 'reply', 'event', 'route', 'control'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export type EntryFields = Readonly<Record<string, string>>;

export interface InboxEntry {
  readonly kind: EntryKind;
  /** When Redis took the entry, by Redis's clock. */
  readonly appendedAtMs: number;
  readonly fields: EntryFields;
  /** The sender's bytes, untouched. */
  readonly body: Buffer;
}

export type RawEntry = readonly [id: Buffer, pairs: readonly Buffer[]];

const KIND = 'kind';
const BODY = 'body';
const KNOWN: ReadonlySet<string> = new Set(ENTRY_KINDS);
const EMPTY = Buffer.alloc(0);

/** The name-value list of an XADD. */
export function encodeEntry(
  kind: EntryKind,
  fields: EntryFields,
  body: string | Buffer,
): (string | Buffer)[] {
  const pairs: (string | Buffer)[] = [KIND, kind];
  for (const name in fields) pairs.push(name, fields[name] as string);
  pairs.push(BODY, body);
  return pairs;
}

export function decodeEntry([id, pairs]: RawEntry): InboxEntry | undefined {
  const fields: Record<string, string> = {};
  let kind = '';
  let body: Buffer = EMPTY;
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const name = (pairs[at] as Buffer).toString('latin1');
    const value = pairs[at + 1] as Buffer;
    if (name === BODY) body = value;
    else if (name === KIND) kind = value.toString('latin1');
    else fields[name] = value.toString();
  }
  if (!KNOWN.has(kind)) return undefined;
  return { kind: kind as EntryKind, appendedAtMs: appendedAtMsOf(id), fields, body };
}

/** The first part of a stream id is Redis's clock in milliseconds. */
const appendedAtMsOf = (id: Buffer): number => Number.parseInt(id.toString('latin1'), 10);
