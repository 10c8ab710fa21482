import { createHash } from 'node:crypto';
import {
  type BinaryNode,
  DEFAULT_CONNECTION_CONFIG,
  encodeBinaryNode,
  type SignalDataSet,
  type SignalKeyStoreWithTransaction,
  type SocketConfig,
} from '@whiskeysockets/baileys';
import { JOURNAL } from '../keys/signal-keys.js';
import { undoFailedDecryption } from './undo-failed-decryption.js';
import { keepOrder } from './keep-order.js';
import { type JournalEntry } from '@starling/domain';
import { type SessionStore } from '../../port/session-store.js';

type MakeRepository = SocketConfig['makeSignalRepository'];

/** An empty message behind its padding. */
const EMPTY = Buffer.of(1);

/**
 * Stores the plaintext of a message in the same commit as the ratchet step that decrypted it. A ratchet decrypts a
 * ciphertext once: when WhatsApp delivers a stanza again because its acknowledgment got lost, libsignal fails, and the
 * plaintext is read from here. It is read only then: a look-up for every message would be too expensive.
 */
export class StanzaJournal {
  private readonly stanzas = new WeakMap<Uint8Array, BinaryNode>();
  private readonly open = new Map<string, string[]>();
  private readonly replayed = new Set<string>();

  constructor(private readonly memory: SessionStore) {}

  /** Must see every message stanza before Baileys does. */
  note(stanza: BinaryNode): void {
    if (!Array.isArray(stanza.content)) return;
    for (const { content } of stanza.content) {
      if (content instanceof Uint8Array) this.stanzas.set(content, stanza);
    }
  }

  /** For Baileys' option of this name. */
  readonly makeSignalRepository: MakeRepository = (auth, logger, lookUp) => {
    undoFailedDecryption();
    const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, lookUp);
    keepOrder(repository);
    const keys = auth.keys as SignalKeyStoreWithTransaction;
    const { decryptMessage, decryptGroupMessage } = repository;
    repository.decryptMessage = (args) =>
      this.once(keys, args.jid, args.ciphertext, () => decryptMessage(args));
    repository.decryptGroupMessage = (args) =>
      this.once(keys, args.group, args.msg, () => decryptGroupMessage(args));
    return repository;
  };

  /** True when an earlier connection stored the message of this stanza: then it is not new. */
  wasStored(stanzaId: string): boolean {
    return this.replayed.has(stanzaId);
  }

  /** The entries of a stanza whose message is being stored; each is returned once. */
  takeOpen(stanzaId: string): readonly string[] {
    const ids = this.open.get(stanzaId) ?? [];
    this.open.delete(stanzaId);
    return ids;
  }

  /** The server has the acknowledgment: it will not deliver this stanza again. */
  forget(stanzaId: string): void {
    this.replayed.delete(stanzaId);
  }

  /** `lock` is the one that Baileys itself uses, so that both are the same transaction. */
  private once(
    keys: SignalKeyStoreWithTransaction,
    lock: string,
    ciphertext: Uint8Array,
    decrypt: () => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    return keys.transaction(async () => {
      const stanza = this.stanzas.get(ciphertext);
      if (!stanza) return decrypt();
      const id = entryId(stanza, ciphertext);
      let plaintext: Uint8Array;
      try {
        plaintext = await decrypt();
      } catch (error) {
        return this.answerFromJournal(stanza, id, error);
      }
      const entry: JournalEntry = {
        id,
        stanzaId: stanza.attrs['id'] ?? '',
        plaintext: Buffer.from(plaintext),
        stanza: encodeBinaryNode(stanza),
      };
      await keys.set({ [JOURNAL]: { [id]: entry } } as unknown as SignalDataSet);
      this.remember(entry.stanzaId, id);
      return plaintext;
    }, lock);
  }

  private async answerFromJournal(
    stanza: BinaryNode,
    id: string,
    error: unknown,
  ): Promise<Uint8Array> {
    const known = (await this.memory.journal([id])).get(id);
    if (!known) throw error;
    const stanzaId = stanza.attrs['id'] ?? '';
    if (known.plaintext) {
      this.remember(stanzaId, id);
      return known.plaintext;
    }
    this.replayed.add(stanzaId);
    return EMPTY;
  }

  private remember(stanzaId: string, id: string): void {
    const ids = this.open.get(stanzaId);
    if (ids) ids.push(id);
    else this.open.set(stanzaId, [id]);
  }
}

/** Sender and stanza as well as the bytes: a hash alone would let an old text be delivered under a new id. */
function entryId({ attrs }: BinaryNode, ciphertext: Uint8Array): string {
  const hash = createHash('sha256').update(ciphertext).digest('base64url');
  return [attrs['from'], attrs['participant'], attrs['id'], hash].join('|');
}
