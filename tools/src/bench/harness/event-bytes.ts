export const EVENT_BYTES = 600;
const DIGITS = 16;
const MARK = '"at":"';

/** Microseconds of a clock that all processes of the machine share. */
export function nowUs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e6 + Math.floor(nanoseconds / 1e3);
}

/** An envelope of exactly `EVENT_BYTES` with the time at which its publisher got it. */
export function eventBytes(instance: string): Buffer {
  const envelope = (pad: string) =>
    JSON.stringify({ event: 'message.exchange', instance, data: { at: stamp(nowUs()), pad } });
  return Buffer.from(envelope('x'.repeat(EVENT_BYTES - envelope('').length)));
}

/** The offset of the digits of the stamp. It is the same for all events of one server. */
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
