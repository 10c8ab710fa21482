import { type UnreachableReason } from '../../port/unreachable.js';

/** From the dial to the first answer of WhatsApp; a request that waits for a connection is answered within 20 s. */
const REACH_LIMIT_MS = 15_000;

/** Baileys waits without an end for a silent server, and for one that answers the upgrade with something else. */
export class ReachLimit {
  private readonly timer: NodeJS.Timeout;

  constructor(
    ws: NodeJS.EventEmitter,
    giveUp: (reason: UnreachableReason) => void,
    limitMs = REACH_LIMIT_MS,
  ) {
    this.timer = setTimeout(() => giveUp('no answer in time'), limitMs);
    ws.once('message', () => this.cancel());
    ws.once('unexpected-response', () => giveUp('unexpected answer'));
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
