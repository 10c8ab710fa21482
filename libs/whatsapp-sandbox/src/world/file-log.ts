import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BufferJSON } from '@whiskeysockets/baileys';
import type { RecordLog } from './record-log.js';

const FLUSH_AFTER_MS = 50;

type Line = { kind: string; id: string; value?: unknown };

/**
 * One file of JSON lines, the last line of a record counts. It is compacted when it is opened.
 * A killed process loses at most the last 50 ms; a line torn by that is ignored.
 */
export class FileLog implements RecordLog {
  private readonly records = new Map<string, Map<string, unknown>>();
  private readonly dirty = new Map<string, Line & { render: (() => unknown) | null }>();
  private readonly path: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, 'world.jsonl');
    for (const line of readLines(this.path)) this.apply(line);
    const compact = `${this.path}.new`;
    writeFileSync(compact, this.render());
    renameSync(compact, this.path);
  }

  load(kind: string): ReadonlyMap<string, unknown> {
    return this.records.get(kind) ?? new Map();
  }

  save(kind: string, id: string, value: () => unknown): void {
    this.mark({ kind, id, render: value });
  }

  remove(kind: string, id: string): void {
    this.mark({ kind, id, render: null });
  }

  close(): void {
    clearTimeout(this.timer);
    this.flush();
  }

  private mark(entry: Line & { render: (() => unknown) | null }): void {
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
    appendFileSync(this.path, lines.join(''));
  }

  private apply({ kind, id, value }: Line): void {
    const ofKind = this.records.get(kind) ?? new Map<string, unknown>();
    this.records.set(kind, ofKind);
    if (value === undefined) ofKind.delete(id);
    else ofKind.set(id, value);
  }

  private render(): string {
    return [...this.records]
      .flatMap(([kind, ofKind]) => [...ofKind].map(([id, value]) => toLine({ kind, id, value })))
      .join('');
  }
}

const toLine = (line: Line): string => `${JSON.stringify(line, BufferJSON.replacer)}\n`;

const readLines = (path: string): Line[] => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line, BufferJSON.reviver) as Line];
    } catch {
      return [];
    }
  });
};
