import { runInBackground } from '@starling/platform';
import { setImmediate as oneTick } from 'node:timers/promises';
import { type PendingWrites } from './pending-writes.js';

/** The part of a `ws` socket that sends. */
export interface RawSocket {
  readonly readyState: number;
  send(data: Uint8Array, sent?: (error?: Error) => void): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

export interface FrameHold {
  /** True once every frame made so far has left; false when the connection was gone before. */
  released(): Promise<boolean>;
}

type Held = { readonly frame: Uint8Array } | { readonly passed: (left: boolean) => void };

const OPEN = 1;
/** Below the 35 seconds after which a silent connection is given up. */
const MAX_HOLD_MS = 20_000;

/**
 * A frame leaves only when everything begun up to one tick after its making is durable, so an acknowledgment never
 * overtakes what it acknowledges. Baileys waits for its sends, therefore they are reported as sent at once. The order
 * of frames is the order of their making; the cipher counts them. A write that fails or hangs ends the connection:
 * WhatsApp delivers again what was not acknowledged.
 */
export function holdFrames(
  raw: RawSocket,
  writes: PendingWrites,
  mayWrite: () => boolean,
): FrameHold {
  const send = raw.send.bind(raw);
  const close = raw.close.bind(raw);
  const held: Held[] = [];
  let releasing: Promise<void> | undefined;

  const cut = () => {
    raw.terminate();
    for (const one of held.splice(0)) if ('passed' in one) one.passed(false);
  };

  const letOut = (one: Held) => {
    const isOpen = raw.readyState === OPEN;
    if ('passed' in one) one.passed(isOpen);
    else if (isOpen) send(one.frame);
  };

  const release = async () => {
    while (held.length > 0) {
      await oneTick();
      const ready = held.length;
      if (!writes.isIdle) await durableOrCut();
      if (!mayWrite()) cut();
      held.splice(0, ready).forEach(letOut);
    }
    releasing = undefined;
  };

  const durableOrCut = async () => {
    const late = setTimeout(cut, MAX_HOLD_MS);
    try {
      await writes.settled();
    } catch {
      cut();
    } finally {
      clearTimeout(late);
    }
  };

  const hold = (one: Held) => {
    held.push(one);
    releasing ??= release();
  };

  raw.send = (frame, sent) => {
    hold({ frame });
    sent?.();
  };
  // A logout closes right behind its frame, which has to leave first.
  raw.close = (code, reason) => {
    if (releasing)
      runInBackground(
        'close after the held frames',
        releasing.then(() => close(code, reason)),
      );
    else close(code, reason);
  };
  return { released: () => new Promise((passed) => hold({ passed })) };
}
