import type { BinaryNode } from '../stanza/node.js';

/** The fields of an acknowledgement that identify the stanza. */
export interface Acknowledgement {
  class: string;
  id: string;
  from?: string | undefined;
  participant?: string | undefined;
  type?: string | undefined;
}

export interface QueuedStanza {
  readonly stanza: BinaryNode;
  readonly sinceMs: number;
}

type Sink = (stanza: BinaryNode) => void;

/**
 * The stanzas that one device has not acknowledged yet, in order. While a connection is attached, new stanzas are
 * sent at once; `attach` returns the unacknowledged ones, so that the next connection sends them again.
 */
export class Outbox {
  private readonly queued = new Map<number, QueuedStanza>();
  private readonly byAck = new Map<string, number[]>();
  private sequence = 0;
  private sink: Sink | undefined;

  constructor(private readonly onChange: () => void) {}

  get size(): number {
    return this.queued.size;
  }

  list(): QueuedStanza[] {
    return [...this.queued.values()];
  }

  restore(entries: readonly QueuedStanza[]): void {
    for (const entry of entries) this.insert(entry);
  }

  add(stanza: BinaryNode, nowMs: number): void {
    this.insert({ stanza, sinceMs: nowMs });
    this.onChange();
    this.sink?.(stanza);
  }

  /**
   * Sends new stanzas to this connection from now on. Returns the ones to send before, oldest first; drops expired
   * ones.
   */
  attach(sink: Sink, notBeforeMs: number): BinaryNode[] {
    for (const [sequence, entry] of this.queued) {
      if (entry.sinceMs < notBeforeMs) this.remove(sequence, entry);
    }
    this.sink = sink;
    return this.list().map(({ stanza }) => stanza);
  }

  /** Does nothing when another connection has been attached meanwhile. */
  detach(sink: Sink): void {
    if (this.sink === sink) this.sink = undefined;
  }

  acknowledge(received: Acknowledgement): boolean {
    const sequences = this.byAck.get(`${received.class} ${received.id}`) ?? [];
    const sequence = sequences.find((candidate) => {
      const attrs = this.queued.get(candidate)?.stanza.attrs;
      return attrs !== undefined && matches(attrs, received);
    });
    const entry = sequence === undefined ? undefined : this.queued.get(sequence);
    if (sequence === undefined || entry === undefined) return false;
    this.remove(sequence, entry);
    this.onChange();
    return true;
  }

  clear(): void {
    this.queued.clear();
    this.byAck.clear();
    this.onChange();
  }

  private insert(entry: QueuedStanza): void {
    const sequence = ++this.sequence;
    this.queued.set(sequence, entry);
    const key = ackKey(entry.stanza);
    const sequences = this.byAck.get(key);
    if (sequences === undefined) this.byAck.set(key, [sequence]);
    else sequences.push(sequence);
  }

  private remove(sequence: number, entry: QueuedStanza): void {
    this.queued.delete(sequence);
    const key = ackKey(entry.stanza);
    const rest = (this.byAck.get(key) ?? []).filter((other) => other !== sequence);
    if (rest.length > 0) this.byAck.set(key, rest);
    else this.byAck.delete(key);
  }
}

const ackKey = (stanza: BinaryNode): string => `${stanza.tag} ${stanza.attrs.id}`;

/** A message is matched by its id alone, because receipts name chat and author in several ways. */
const matches = (attrs: Record<string, string>, received: Acknowledgement): boolean =>
  received.class === 'message' ||
  (attrs.from === received.from &&
    attrs.participant === received.participant &&
    attrs.type === received.type);
