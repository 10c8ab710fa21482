/** How a phone is linked: it scans a QR code, or its owner types a code. */
export type PairingMode =
  { readonly kind: 'qr' } | { readonly kind: 'code'; readonly number: string };

export type PairingCode =
  { readonly kind: 'qr'; readonly qr: string } | { readonly kind: 'code'; readonly code: string };

/** New codes are shown for that long after the last request to connect. */
const WINDOW_MS = 3 * 60_000;
const CODE_VALID_MS = 60_000;
const MAX_QRS = 6;

export const isSameMode = (one: PairingMode, other: PairingMode): boolean =>
  one.kind === other.kind && (one.kind === 'qr' || one.number === (other as typeof one).number);

/** One running attempt to link a phone, shared by all requests to connect. */
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

  /** Called for a further request to connect. */
  extend(): void {
    this.closesAt = this.nowMs() + WINDOW_MS;
  }

  get isOver(): boolean {
    return this.nowMs() >= this.closesAt;
  }

  get remainingMs(): number {
    return Math.max(0, this.closesAt - this.nowMs());
  }

  /** The code that is valid now. */
  get current(): PairingCode | undefined {
    return this.code;
  }

  /** Newest first. */
  get qrs(): readonly string[] {
    return this.shownQrs;
  }

  /** A code is valid for one minute. */
  get wantsNewCode(): boolean {
    return this.code === undefined || this.nowMs() - this.shownAt >= CODE_VALID_MS;
  }

  show(code: PairingCode): void {
    this.code = code;
    this.shownAt = this.nowMs();
    if (code.kind === 'qr') this.shownQrs.unshift(code.qr);
    this.shownQrs.length = Math.min(this.shownQrs.length, MAX_QRS);
  }

  /** The codes end with the connection that gave them. */
  clear(): void {
    this.code = undefined;
    this.shownQrs.length = 0;
  }
}
