const BARS = 64;
const FULL_SCALE = 100;
const WINDOWS_A_SECOND = 20;
const SAMPLE_BYTES = 2;

/** The loudness of a sound over time. It takes 16-bit samples and keeps a number for each twentieth of a second. */
export class Loudness {
  private readonly windows: number[] = [];
  private readonly windowSamples: number;
  private sum = 0;
  private heard = 0;
  private rest: Buffer = Buffer.alloc(0);

  constructor(sampleHz: number) {
    this.windowSamples = sampleHz / WINDOWS_A_SECOND;
  }

  hear(piece: Buffer): void {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, piece]) : piece;
    const whole = bytes.length - (bytes.length % SAMPLE_BYTES);
    for (let at = 0; at < whole; at += SAMPLE_BYTES) {
      this.sum += Math.abs(bytes.readInt16LE(at));
      this.heard += 1;
      if (this.heard === this.windowSamples) this.close();
    }
    this.rest = bytes.subarray(whole);
  }

  /** Relative to its loudest moment; silence is flat. */
  bars(): Uint8Array {
    if (this.heard > 0) this.close();
    const { windows } = this;
    const means = Array.from({ length: BARS }, (_, bar) => {
      const from = Math.floor((bar * windows.length) / BARS);
      const part = windows.slice(
        from,
        Math.max(from + 1, Math.floor(((bar + 1) * windows.length) / BARS)),
      );
      return part.reduce((sum, one) => sum + one, 0) / Math.max(1, part.length);
    });
    const loudest = Math.max(...means);
    return Uint8Array.from(means, (mean) =>
      loudest > 0 ? Math.round((mean / loudest) * FULL_SCALE) : 0,
    );
  }

  private close(): void {
    this.windows.push(this.sum / this.heard);
    this.sum = 0;
    this.heard = 0;
  }
}
