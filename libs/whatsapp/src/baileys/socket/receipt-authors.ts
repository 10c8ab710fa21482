import {
  type BaileysEventMap,
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  isJidGroup,
} from '@whiskeysockets/baileys';

/** Receipts between their stanza and the event that Baileys makes of it. */
const MAX_WAITING = 1_000;
const SELF_TYPES: ReadonlySet<string> = new Set(['read-self', 'played-self']);

/**
 * Who wrote the messages of a group that this user has read on another device. The stanza names the author as its
 * recipient; the event of Baileys leaves that out and names the reader alone.
 */
export class ReceiptAuthors {
  private readonly waiting = new Map<string, string>();

  note(stanza: BinaryNode): void {
    const { from, type, id, recipient } = stanza.attrs;
    if (stanza.tag !== 'receipt' || !isJidGroup(from) || !from || !recipient) return;
    if (!SELF_TYPES.has(type ?? '')) return;
    const more = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'list'), 'item');
    for (const one of [id, ...more.map(({ attrs }) => attrs['id'])]) {
      this.waiting.set(keyOf(from, one), recipient);
      const [oldest] = this.waiting.keys();
      if (this.waiting.size > MAX_WAITING && oldest) this.waiting.delete(oldest);
    }
  }

  /** Puts the author where every other receipt has it: into the key of the message. */
  name(receipts: BaileysEventMap['message-receipt.update']): void {
    for (const { key } of receipts) {
      const author = this.waiting.get(keyOf(key.remoteJid, key.id));
      if (!author) continue;
      this.waiting.delete(keyOf(key.remoteJid, key.id));
      key.participant = author;
    }
  }
}

const keyOf = (chatJid: string | null | undefined, id: string | null | undefined): string =>
  `${chatJid ?? ''}|${id ?? ''}`;
