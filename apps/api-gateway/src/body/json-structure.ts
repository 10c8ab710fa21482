import { HAS_NUL, MAX_JSON_DEPTH, MAX_JSON_VALUES } from '@starling/contract';
import { type InvalidBody } from './body-errors.js';
import { EscapeSequence } from './escape-sequence.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** No name of a declared field is longer. */
const MAX_KEY_LENGTH = 64;

interface Container {
  readonly isArray: boolean;
  /** Of the field that is read, if it may matter. */
  key: string;
  expectsKey: boolean;
}

/**
 * Follows JSON byte by byte without building anything: how deep it is, how many values it has, where a file may begin.
 * It does not notice text that is not JSON: the parser does, which reads what is left of the body within the limits.
 */
export class JsonStructure {
  private readonly containers: Container[] = [];
  private readonly escape: EscapeSequence;
  private valueCount = 0;
  private place: 'between' | 'key' | 'text' | 'literal' = 'between';
  private key: number[] = [];
  private isFile = false;

  /** `files` are the places of strings that may be files, like `mediaUrl` or `cards[].header.imageUrl`. */
  constructor(
    private readonly files: ReadonlySet<string>,
    private readonly invalid: InvalidBody,
  ) {
    this.escape = new EscapeSequence(() => {
      throw invalid(HAS_NUL);
    });
  }

  /** True when `follow` stopped behind the opening quote of a string that may be a file. */
  get isAtFile(): boolean {
    return this.isFile;
  }

  /** Returns the number of bytes read: all, or up to and with the opening quote of a string that may be a file. */
  follow(bytes: Buffer): number {
    this.isFile = false;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (this.place === 'key' || this.place === 'text') this.followString(byte);
      else if (byte !== QUOTE) this.followBetween(byte);
      else if (this.beginString()) return at + 1;
    }
    return bytes.length;
  }

  private followString(byte: number): void {
    const isEnd = byte === QUOTE && !this.escape.isOpen;
    if (!isEnd) this.escape.follow(byte);
    if (this.place === 'key') this.followKey(byte, isEnd);
    if (isEnd) this.place = 'between';
  }

  private followKey(byte: number, isEnd: boolean): void {
    if (!isEnd && this.key.length < MAX_KEY_LENGTH) this.key.push(byte);
    const container = this.containers.at(-1);
    if (isEnd && container) container.key = keyOf(this.key);
  }

  private followBetween(byte: number): void {
    const wasLiteral = this.place === 'literal';
    this.place = 'between';
    const container = this.containers.at(-1);
    switch (byte) {
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        return this.open(byte === OPEN_ARRAY);
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        this.containers.pop();
        return;
      case COMMA:
        if (container) container.expectsKey = !container.isArray;
        return;
      case COLON:
        if (container) container.expectsKey = false;
        return;
      default:
        if (byte <= 0x20) return;
        this.place = 'literal';
        if (!wasLiteral) this.countValue();
    }
  }

  private open(isArray: boolean): void {
    this.countValue();
    this.containers.push({ isArray, key: '', expectsKey: !isArray });
    if (this.containers.length > MAX_JSON_DEPTH) {
      throw this.invalid(`nested deeper than ${MAX_JSON_DEPTH} levels`);
    }
  }

  /** True when the string may be a file; then the caller reads it, up to and with its closing quote. */
  private beginString(): boolean {
    if (this.containers.at(-1)?.expectsKey) {
      this.place = 'key';
      this.key = [];
      return false;
    }
    this.countValue();
    this.isFile = this.files.size > 0 && this.files.has(this.path());
    this.place = this.isFile ? 'between' : 'text';
    return this.isFile;
  }

  private countValue(): void {
    this.valueCount += 1;
    if (this.valueCount > MAX_JSON_VALUES) {
      throw this.invalid(`more than ${MAX_JSON_VALUES} values`);
    }
  }

  private path(): string {
    let path = '';
    for (const { isArray, key } of this.containers) {
      path += isArray ? '[]' : `${path && '.'}${key}`;
    }
    return path;
  }
}

/** Keys may be escaped too. */
function keyOf(bytes: readonly number[]): string {
  const text = String.fromCharCode(...bytes);
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
