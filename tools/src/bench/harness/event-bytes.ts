export const EVENT_BYTES = 600;
const DIGITS = 16;
const MARK = '"at":"';

/** One clock for all processes of a machine, in microseconds. */
export function nowUs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e6 + Math.floor(nanoseconds / 1e3);
}

/** An envelope of exactly `EVENT_BYTES` that tells when it was handed to its publisher. */
export function eventBytes(instance: string): Buffer {
  const envelope = (pad: string) =>
    JSON.stringify({ event: 'message.exchange', instance, data: { at: stamp(nowUs()), pad } });
  return Buffer.from(envelope('x'.repeat(EVENT_BYTES - envelope('').length)));
}

/** Where the stamp's digits begin; whatever a server puts in front stays the same for all events. */
export function stampOffset(frame: Buffer): number {
  return frame.indexOf(MARK) + MARK.length;
}

export function readStampUs(bytes: Buffer, at: number): number {
  let value = 0;
  for (let index = at; index < at + DIGITS; index += 1)
    value = value * 10 + (bytes[index] as number) - 48;
  return value;
}

export const STAMP_BYTES = DIGITS;

const stamp = (us: number): string => String(us).padStart(DIGITS, '0');
