/** How the phone is to be linked: it scans a QR, or its owner types a code. */
export type PairingMode =
  { readonly kind: 'qr' } | { readonly kind: 'code'; readonly number: string };

export type PairingCode =
  { readonly kind: 'qr'; readonly qr: string } | { readonly kind: 'code'; readonly code: string };

/** The codes keep turning for so long after somebody last asked to connect. */
const WINDOW_MS = 3 * 60_000;
const CODE_VALID_MS = 60_000;
const MAX_QRS = 6;

export const isSameMode = (one: PairingMode, other: PairingMode): boolean =>
  one.kind === other.kind && (one.kind === 'qr' || one.number === (other as typeof one).number);

/** One running attempt to link a phone; everybody who asks to connect meanwhile shares it. */
export class PairingAttempt {
  private closesAt = 0;
  private shownAt = 0;
  private code: PairingCode | undefined;
  private readonly shownQrs: string[] = [];

  constructor(
    readonly mode: PairingMode,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.extend();
  }

  /** Somebody asked again. */
  extend(): void {
    this.closesAt = this.nowMs() + WINDOW_MS;
  }

  get isOver(): boolean {
    return this.nowMs() >= this.closesAt;
  }

  get remainingMs(): number {
    return Math.max(0, this.closesAt - this.nowMs());
  }

  /** The one that can be used now. */
  get current(): PairingCode | undefined {
    return this.code;
  }

  /** Newest first. */
  get qrs(): readonly string[] {
    return this.shownQrs;
  }

  /** A code that was typed in once, or is a minute old, is of no more use. */
  get wantsNewCode(): boolean {
    return this.code === undefined || this.nowMs() - this.shownAt >= CODE_VALID_MS;
  }

  show(code: PairingCode): void {
    this.code = code;
    this.shownAt = this.nowMs();
    if (code.kind === 'qr') this.shownQrs.unshift(code.qr);
    this.shownQrs.length = Math.min(this.shownQrs.length, MAX_QRS);
  }

  /** The socket that showed the codes is gone, and they with it. */
  clear(): void {
    this.code = undefined;
    this.shownQrs.length = 0;
  }
}
