import type { BinaryNode } from '../stanza/node.js';

/** What a stanza is known by when the client acknowledges it. */
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
 * What waits for one device: every stanza stays, in order, until the device acknowledges it. With a connection open
 * new stanzas leave at once; `attach` hands the unacknowledged ones to the next connection.
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

  /** Opens the outbox to a connection and returns what it has to send first, oldest first. */
  attach(sink: Sink, notBeforeMs: number): BinaryNode[] {
    for (const [sequence, entry] of this.queued) {
      if (entry.sinceMs < notBeforeMs) this.remove(sequence, entry);
    }
    this.sink = sink;
    return this.list().map(({ stanza }) => stanza);
  }

  /** Ignores the call when another connection has taken over meanwhile. */
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

/** A receipt names chat and author in several ways, so of a message only the id counts. */
const matches = (attrs: Record<string, string>, received: Acknowledgement): boolean =>
  received.class === 'message' ||
  (attrs.from === received.from &&
    attrs.participant === received.participant &&
    attrs.type === received.type);
