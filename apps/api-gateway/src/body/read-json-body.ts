import { randomUUID } from 'node:crypto';
import {
  ContractError,
  type InlineMedia,
  MAX_BODY_BYTES,
  type MediaInput,
  readInlineMedia,
} from '@starling/contract';
import { UnreadableFileError, base64Bytes } from './base64-bytes.js';
import { type InvalidBody } from './body-errors.js';
import { type ByteSource } from './byte-source.js';
import { stringPieces, unescaped } from './json-string.js';
import { JsonStructure } from './json-structure.js';

/** Shorter files are cheaper to send along than to store. */
const MAX_SHORT_FILE_LENGTH = 16 * 1024;
/** The limit for all short files of one body together; the files beyond it are stored. */
const MAX_SHORT_FILES_LENGTH = 64 * 1024;
/**
 * A carousel has ten cards of two files each. Further files are read and not stored, as each file costs queries; such a
 * body breaks a rule of its operation, or has a field twice.
 */
const MAX_STORED_FILES = 20;
const URL_START = /^https?:\/\//i;

export interface BodyReading {
  /** Places of strings that may be files; the contract's declaration of the operation names them. */
  readonly inlineFiles: readonly string[];
  readonly invalid: InvalidBody;
  /** Stores the bytes of a file and returns where they are. It reads them as fast as it can store them. */
  readonly store: (
    mimeType: string | undefined,
    bytes: AsyncIterable<Buffer>,
  ) => Promise<MediaInput>;
  /** Gets the number of bytes of the body that this process holds. */
  readonly onKept: (bytes: number) => void;
}

export interface ReadBody {
  /** The body without its stored files: in place of each stands a name that no client can guess. */
  readonly text: string;
  /** Where each of those files is stored, by its name in the text. */
  readonly files: ReadonlyMap<string, MediaInput>;
}

/**
 * Reads a body of any allowed size in bounded memory: files go to their store piece by piece, and what is left has at
 * most 256 KiB. Throws `BodyTooLarge`, or the error of a wrong body when a limit of JSON is broken; whether the rest is
 * JSON is not judged here.
 */
export async function readJsonBody(source: ByteSource, reading: BodyReading): Promise<ReadBody> {
  const kept = new KeptText(reading.onKept);
  const structure = new JsonStructure(new Set(reading.inlineFiles), reading.invalid);
  const files = new BodyFiles(source, kept, reading);
  while (await source.fill()) {
    const end = structure.follow(source.unread);
    kept.add(source.unread.subarray(0, end));
    source.skip(end);
    if (structure.isAtFile) await files.read();
  }
  return { text: kept.text(), files: files.stored };
}

/** What is left of a body without its files. */
class KeptText {
  private readonly pieces: Buffer[] = [];
  private countedBytes = 0;
  private totalBytes = 0;

  constructor(private readonly onKept: (bytes: number) => void) {}

  add(bytes: Uint8Array): void {
    this.countedBytes += bytes.length;
    if (this.countedBytes > MAX_BODY_BYTES) throw new ContractError('BodyTooLarge');
    this.addUncounted(bytes);
  }

  /** Files have a limit of their own. */
  addUncounted(bytes: Uint8Array): void {
    this.totalBytes += bytes.length;
    this.onKept(this.totalBytes);
    // A copy: the chunk it came in may be much larger.
    this.pieces.push(Buffer.from(bytes));
  }

  text(): string {
    return Buffer.concat(this.pieces).toString('utf8');
  }
}

class BodyFiles {
  readonly stored = new Map<string, MediaInput>();
  private readonly secret = randomUUID();
  private shortLength = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly kept: KeptText,
    private readonly reading: BodyReading,
  ) {}

  /** Reads a string that may be a file, up to and with its closing quote. */
  async read(): Promise<void> {
    const pieces = stringPieces(this.source, this.reading.invalid);
    const { head, isWhole } = await headOf(pieces);
    const isShort = isWhole && this.shortLength + head.length <= MAX_SHORT_FILES_LENGTH;
    if (isShort) this.keepShort(head);
    else await this.keepLong(head, pieces);
    this.kept.add(Buffer.from('"'));
  }

  private keepShort(text: string): void {
    this.shortLength += text.length;
    this.kept.addUncounted(Buffer.from(text, 'latin1'));
  }

  private async keepLong(head: string, pieces: AsyncIterable<string>): Promise<void> {
    const start = unescaped(head, this.reading.invalid);
    if (URL_START.test(start)) await this.keepUrl(head, pieces);
    else await this.store(readInlineMedia(start), pieces);
  }

  private async keepUrl(head: string, pieces: AsyncIterable<string>): Promise<void> {
    this.kept.add(Buffer.from(head, 'latin1'));
    for await (const piece of pieces) this.kept.add(Buffer.from(piece, 'latin1'));
  }

  private async store(
    { mimeType, base64 }: InlineMedia,
    pieces: AsyncIterable<string>,
  ): Promise<void> {
    const { invalid, store } = this.reading;
    const name = `${this.secret}:${this.stored.size}`;
    const rest = new Rest(pieces);
    let input: MediaInput = { kind: 'unreadable' };
    if (this.stored.size < MAX_STORED_FILES) {
      const content = base64Bytes(base64, rest.pieces(), (piece) => unescaped(piece, invalid));
      input = await store(mimeType, content).catch((error: unknown) => {
        if (error instanceof UnreadableFileError) return { kind: 'unreadable' } as const;
        throw error;
      });
    }
    await rest.drain();
    this.stored.set(name, input);
    this.kept.add(Buffer.from(name));
  }
}

/** The unread pieces of a file. A string that is not a file is read to its end too. */
class Rest {
  private readonly iterator: AsyncIterator<string>;

  constructor(pieces: AsyncIterable<string>) {
    this.iterator = pieces[Symbol.asyncIterator]();
  }

  async *pieces(): AsyncGenerator<string> {
    for (let piece = await this.next(); piece !== undefined; piece = await this.next()) {
      yield piece;
    }
  }

  async drain(): Promise<void> {
    while ((await this.next()) !== undefined);
  }

  private async next(): Promise<string | undefined> {
    const { done, value } = await this.iterator.next();
    return done ? undefined : value;
  }
}

/** The start of a string, as long as is needed to see whether it is a file. The pieces behind it stay unread. */
async function headOf(
  pieces: AsyncGenerator<string, void>,
): Promise<{ head: string; isWhole: boolean }> {
  let head = '';
  while (head.length <= MAX_SHORT_FILE_LENGTH) {
    const { done, value } = await pieces.next();
    if (done) return { head, isWhole: true };
    head += value;
  }
  return { head, isWhole: false };
}
