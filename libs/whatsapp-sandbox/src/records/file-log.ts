import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BufferJSON } from '@whiskeysockets/baileys';
import { latestLines } from './latest-lines.js';
import type { RecordLog } from './record-log.js';

const FLUSH_AFTER_MS = 50;
/** A journal smaller than this is not compacted while the sandbox runs. */
const COMPACT_FROM_BYTES = 8 * 1024 * 1024;

type JournalEntry = { kind: string; id: string; value?: unknown };

/**
 * A file of JSON lines; the last line of a record has its value. The file is compacted when it is opened, and each
 * time it has grown to twice its size after the last compaction. So it stays below the larger of 8 MiB and twice the
 * size of its records, plus one flush. A killed process loses at most the changes of the last 50 ms; an incomplete
 * line is ignored.
 */
export class FileLog implements RecordLog {
  private readonly records = new Map<string, Map<string, unknown>>();
  private readonly dirty = new Map<string, JournalEntry & { render: (() => unknown) | null }>();
  private readonly path: string;
  private timer: NodeJS.Timeout | undefined;
  private sizeBytes = 0;
  private compactAtBytes = 0;
  private readonly compactFromBytes: number;

  constructor(folder: string, compactFromBytes = COMPACT_FROM_BYTES) {
    this.compactFromBytes = compactFromBytes;
    ensureFolder(folder);
    this.path = join(folder, 'world.jsonl');
    for (const line of this.compact()) this.restore(line);
  }

  load(kind: string): ReadonlyMap<string, unknown> {
    return this.records.get(kind) ?? new Map();
  }

  save(kind: string, id: string, value: () => unknown): void {
    this.mark({ kind, id, render: value });
  }

  delete(kind: string, id: string): void {
    this.mark({ kind, id, render: null });
  }

  close(): void {
    clearTimeout(this.timer);
    this.flush();
  }

  private mark(entry: JournalEntry & { render: (() => unknown) | null }): void {
    this.dirty.set(`${entry.kind}\n${entry.id}`, entry);
    this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS).unref();
  }

  private flush(): void {
    this.timer = undefined;
    if (this.dirty.size === 0) return;
    const lines = [...this.dirty.values()].map(({ kind, id, render }) =>
      toLine(render === null ? { kind, id } : { kind, id, value: render() }),
    );
    this.dirty.clear();
    const bytes = Buffer.from(lines.join(''));
    writeFileSync(this.path, bytes, { flag: 'a' });
    this.sizeBytes += bytes.length;
    if (this.sizeBytes >= this.compactAtBytes) this.compact();
  }

  /**
   * Rewrites the file with the latest line of every record, and returns these lines. A crash leaves the old file or
   * the new one.
   */
  private compact(): Iterable<Buffer> {
    const latest = [...latestLines(readJournal(this.path)).values()];
    const compacted = `${this.path}.new`;
    writeFileSync(compacted, Buffer.concat(latest.flatMap((line) => [line, LINE_BREAK])));
    renameSync(compacted, this.path);
    this.sizeBytes = statSync(this.path).size;
    this.compactAtBytes = Math.max(this.compactFromBytes, 2 * this.sizeBytes);
    return latest;
  }

  private restore(line: Buffer): void {
    const { kind, id, value } = JSON.parse(line.toString(), BufferJSON.reviver) as JournalEntry;
    const ofKind = this.records.get(kind) ?? new Map<string, unknown>();
    this.records.set(kind, ofKind);
    ofKind.set(id, value);
  }
}

const LINE_BREAK = Buffer.from('\n');

const toLine = (line: JournalEntry): string => `${JSON.stringify(line, BufferJSON.replacer)}\n`;

function readJournal(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

function ensureFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      `The data folder ${folder} of the sandbox cannot be used (${code ?? message}): choose one that this user may write.`,
      { cause: error },
    );
  }
}
