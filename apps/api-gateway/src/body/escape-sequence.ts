const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const ZERO = 0x30;
const HEX_DIGITS = 4;

/** Follows the escape sequences of a JSON string byte by byte; a sequence may be cut anywhere between two chunks. */
export class EscapeSequence {
  private state: 'none' | 'begun' | 'unicode' = 'none';
  private digits = 0;
  private isZero = true;

  /** `onNul` is called for each `\u0000`. */
  constructor(private readonly onNul: () => void) {}

  /** Within a sequence a quote does not end the string. */
  get isOpen(): boolean {
    return this.state !== 'none';
  }

  follow(byte: number): void {
    switch (this.state) {
      case 'none':
        if (byte === BACKSLASH) this.state = 'begun';
        return;
      case 'begun':
        this.state = byte === LETTER_U ? 'unicode' : 'none';
        this.digits = 0;
        this.isZero = true;
        return;
      case 'unicode':
        this.isZero &&= byte === ZERO;
        this.digits += 1;
        if (this.digits < HEX_DIGITS) return;
        this.state = 'none';
        if (this.isZero) this.onNul();
    }
  }
}
