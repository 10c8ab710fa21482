import { type PairingCode } from './pairing-attempt.js';

/** What somebody who asked to connect may be told. */
export type Milestone =
  | { readonly kind: 'opened' }
  | { readonly kind: 'code'; readonly code: PairingCode }
  | { readonly kind: 'failed'; readonly reason: string }
  /** This worker gave the session up: its next owner is the one to ask. */
  | { readonly kind: 'given up' };

/** Those who wait for the next thing that happens to a session. */
export class LoginProgress {
  private readonly waiting = new Set<(milestone: Milestone) => void>();

  get areAwaited(): boolean {
    return this.waiting.size > 0;
  }

  reach(milestone: Milestone): void {
    const told = [...this.waiting];
    this.waiting.clear();
    for (const tell of told) tell(milestone);
  }

  /** Undefined when the signal aborts first. */
  next(signal: AbortSignal): Promise<Milestone | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const tell = (milestone: Milestone) => {
        signal.removeEventListener('abort', giveUp);
        resolve(milestone);
      };
      const giveUp = () => {
        this.waiting.delete(tell);
        resolve(undefined);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.add(tell);
    });
  }
}
