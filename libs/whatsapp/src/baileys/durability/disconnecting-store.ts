import { type SessionStore } from '../../port/session-store.js';

/**
 * A read that fails must end the connection before Baileys learns of the failure: Baileys would take the message for one
 * that does not decrypt and say so to WhatsApp, which then never sends it again. `onWrite` gets every write: no frame may
 * leave before it, least of all one that was encrypted with a step of the ratchet that is being stored.
 */
export class DisconnectingStore implements SessionStore {
  constructor(
    private readonly store: SessionStore,
    private readonly disconnect: () => void,
    private readonly onWrite: (write: Promise<void>) => void,
  ) {}

  creds(): ReturnType<SessionStore['creds']> {
    return this.orDisconnect(this.store.creds());
  }

  keys(...asked: Parameters<SessionStore['keys']>): ReturnType<SessionStore['keys']> {
    return this.orDisconnect(this.store.keys(...asked));
  }

  journal(...asked: Parameters<SessionStore['journal']>): ReturnType<SessionStore['journal']> {
    return this.orDisconnect(this.store.journal(...asked));
  }

  write(...asked: Parameters<SessionStore['write']>): ReturnType<SessionStore['write']> {
    const writing = this.store.write(...asked);
    this.onWrite(writing);
    return writing;
  }

  private orDisconnect<T>(reading: Promise<T>): Promise<T> {
    return reading.catch((error: unknown) => {
      this.disconnect();
      throw error;
    });
  }
}
