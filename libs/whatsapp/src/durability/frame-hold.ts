import { setImmediate as oneTurn } from 'node:timers/promises';
import { type PendingWrites } from './pending-writes.js';

/** The part of a `ws` socket that sends. */
export interface RawSocket {
  readonly readyState: number;
  send(data: Uint8Array, sent?: (error?: Error) => void): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

const OPEN = 1;
/** Below the 35 seconds after which a silent connection is given up. */
const LONGEST_HOLD_MS = 20_000;

/**
 * A frame leaves only when everything begun up to one turn after its making is durable: so an acknowledgment never
 * overtakes what it acknowledges. Baileys waits for its sends, therefore they are reported as sent at once. The order
 * of frames is the order of their making; the cipher counts them. A write that fails, or hangs, cuts the connection:
 * what was not acknowledged comes again.
 */
export function holdFrames(raw: RawSocket, writes: PendingWrites, mayWrite: () => boolean): void {
  const send = raw.send.bind(raw);
  const close = raw.close.bind(raw);
  const held: Uint8Array[] = [];
  let releasing: Promise<void> | undefined;

  const cut = () => {
    held.length = 0;
    raw.terminate();
  };

  const release = async () => {
    while (held.length > 0) {
      await oneTurn();
      const ready = held.length;
      if (!writes.isIdle) await durableOrCut();
      if (!mayWrite()) cut();
      for (const frame of held.splice(0, ready)) if (raw.readyState === OPEN) send(frame);
    }
    releasing = undefined;
  };

  const durableOrCut = async () => {
    const late = setTimeout(cut, LONGEST_HOLD_MS);
    try {
      await writes.settled();
    } catch {
      cut();
    } finally {
      clearTimeout(late);
    }
  };

  raw.send = (frame, sent) => {
    held.push(frame);
    sent?.();
    releasing ??= release();
  };
  // A logout closes right behind its frame, which has to leave first.
  raw.close = (code, reason) => {
    if (releasing) void releasing.then(() => close(code, reason));
    else close(code, reason);
  };
}
