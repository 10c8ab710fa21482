import { type BinaryNode } from '@whiskeysockets/baileys';

/** A message that Baileys neither delivered nor refused in that time is given up. */
const FORGOTTEN_AFTER_MS = 15_000;

/**
 * Messages that waited at WhatsApp. Baileys reads them one by one, and live messages at once, so live ones would overtake
 * them. As long as one of them is left, a live message is marked as one that waited.
 */
export class Backlog {
  private readonly left = new Map<string, number>();

  /** Must see every message stanza before Baileys does. */
  note({ attrs }: BinaryNode): void {
    if (!attrs['offline'] && !this.isLeft()) return;
    attrs['offline'] ??= '1';
    this.left.set(attrs['id'] ?? '', performance.now() + FORGOTTEN_AFTER_MS);
  }

  /** The message of this stanza has been read, or cannot be. */
  done(stanzaId: string): void {
    if (this.left.size > 0) this.left.delete(stanzaId);
  }

  private isLeft(): boolean {
    const now = performance.now();
    for (const [id, forgottenAt] of this.left) {
      if (forgottenAt > now) return true;
      this.left.delete(id);
    }
    return false;
  }
}
