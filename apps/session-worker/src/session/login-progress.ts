import { type PairingCode } from './pairing-attempt.js';

/** The results that a request to connect may get. */
export type LoginResult =
  | { readonly kind: 'opened' }
  | { readonly kind: 'code'; readonly code: PairingCode }
  | { readonly kind: 'failed'; readonly reason: string }
  /** This worker gave the session up: the request goes to the next owner. */
  | { readonly kind: 'given up' };

/** The requests that wait for the next result of a login. */
export class LoginProgress {
  private readonly waiting = new Set<(result: LoginResult) => void>();

  get areAwaited(): boolean {
    return this.waiting.size > 0;
  }

  reach(result: LoginResult): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve(result);
  }

  /** Undefined when the signal aborts first. */
  next(signal: AbortSignal): Promise<LoginResult | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const finish = (result: LoginResult) => {
        signal.removeEventListener('abort', giveUp);
        resolve(result);
      };
      const giveUp = () => {
        this.waiting.delete(finish);
        resolve(undefined);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.add(finish);
    });
  }
}
