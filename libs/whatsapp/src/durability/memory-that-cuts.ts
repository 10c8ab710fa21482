import { type SessionMemory } from '../session-memory.js';

/**
 * A read that fails must end the connection before Baileys hears of it: it would take the message for one that does
 * not decrypt, and say so to WhatsApp, which then never sends it again. Writes are told to `onWrite`: no frame may
 * leave before them, least of all one that was encrypted with a step of the ratchet that is being stored.
 */
export class MemoryThatCuts implements SessionMemory {
  constructor(
    private readonly memory: SessionMemory,
    private readonly cut: () => void,
    private readonly onWrite: (write: Promise<void>) => void,
  ) {}

  creds(): ReturnType<SessionMemory['creds']> {
    return this.orCut(this.memory.creds());
  }

  keys(...asked: Parameters<SessionMemory['keys']>): ReturnType<SessionMemory['keys']> {
    return this.orCut(this.memory.keys(...asked));
  }

  journal(...asked: Parameters<SessionMemory['journal']>): ReturnType<SessionMemory['journal']> {
    return this.orCut(this.memory.journal(...asked));
  }

  write(...asked: Parameters<SessionMemory['write']>): ReturnType<SessionMemory['write']> {
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
