import { type SessionStore } from '../../port/session-store.js';

/**
 * A read that fails must end the connection before Baileys hears of it: it would take the message for one that does
 * not decrypt, and say so to WhatsApp, which then never sends it again. Writes are told to `onWrite`: no frame may
 * leave before them, least of all one that was encrypted with a step of the ratchet that is being stored.
 */
export class DisconnectingStore implements SessionStore {
  constructor(
    private readonly memory: SessionStore,
    private readonly cut: () => void,
    private readonly onWrite: (write: Promise<void>) => void,
  ) {}

  creds(): ReturnType<SessionStore['creds']> {
    return this.orCut(this.memory.creds());
  }

  keys(...asked: Parameters<SessionStore['keys']>): ReturnType<SessionStore['keys']> {
    return this.orCut(this.memory.keys(...asked));
  }

  journal(...asked: Parameters<SessionStore['journal']>): ReturnType<SessionStore['journal']> {
    return this.orCut(this.memory.journal(...asked));
  }

  write(...asked: Parameters<SessionStore['write']>): ReturnType<SessionStore['write']> {
    const writing = this.memory.write(...asked);
    this.onWrite(writing);
    return writing;
  }

  private orCut<T>(reading: Promise<T>): Promise<T> {
    return reading.catch((error: unknown) => {
      this.cut();
      throw error;
    });
  }
}
