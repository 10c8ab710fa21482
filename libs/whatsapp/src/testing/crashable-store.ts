import { setTimeout as wait } from 'node:timers/promises';
import { type SessionWrite, type MessageRecord } from '@starling/domain';
import { type SessionStore } from '../port/session-store.js';

/** Where a crash may hit: before a write is durable, or after it is and before anybody hears of it. */
export interface CrashPoint {
  readonly matches: (write: SessionWrite) => boolean;
  readonly when: 'before' | 'after';
}

/**
 * What is durable survives `crash`; what was on its way does not. The real one is a Postgres, which the worker's own
 * specs run against; here crashes must hit between any two steps.
 */
export class CrashableStore implements SessionStore {
  readonly messages = new Map<string, MessageRecord>();
  readonly finished: string[] = [];
  /** Called with every write that has become durable, in their order. */
  onApply: (write: SessionWrite) => void = () => undefined;
  /** How long a commit takes. */
  delayMs = 1;
  private savedCreds: Uint8Array | undefined;
  private readonly savedKeys = new Map<string, Uint8Array>();
  private readonly journalled = new Map<string, { plaintext: Uint8Array | null }>();
  private tail: Promise<void> = Promise.resolve();
  private point: (CrashPoint & { readonly hit: () => void }) | undefined;
  private life = 0;

  creds(): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.savedCreds);
  }

  keys(type: string, ids: readonly string[]) {
    const found = new Map<string, Uint8Array>();
    for (const id of ids) {
      const value = this.savedKeys.get(`${type}/${id}`);
      if (value) found.set(id, value);
    }
    return Promise.resolve(found);
  }

  journal(ids: readonly string[]) {
    const found = new Map<string, { plaintext: Uint8Array | null }>();
    for (const id of ids) {
      const entry = this.journalled.get(id);
      if (entry) found.set(id, entry);
    }
    return Promise.resolve(found);
  }

  write(write: SessionWrite): Promise<void> {
    const { life } = this;
    this.tail = this.tail.then(() => this.commit(write, life));
    return this.tail;
  }

  /** The next write like this ends the process; resolves when it has. */
  crashAt(point: CrashPoint): Promise<void> {
    return new Promise((hit) => {
      this.point = { ...point, hit };
    });
  }

  /** A new process: what the former one still does reaches nothing. */
  reborn(): this {
    this.life += 1;
    this.tail = Promise.resolve();
    return this;
  }

  private async commit(write: SessionWrite, life: number): Promise<void> {
    await wait(this.delayMs);
    if (life !== this.life) return never();
    const { point } = this;
    if (!point?.matches(write)) return this.apply(write);
    this.point = undefined;
    if (point.when === 'after') this.apply(write);
    point.hit();
    return never();
  }

  private apply(write: SessionWrite): void {
    const { creds, keys = [], journal = [], finished = [], messages = [], updates = [] } = write;
    if (creds) this.savedCreds = creds;
    for (const { type, id, value } of keys) {
      if (value) this.savedKeys.set(`${type}/${id}`, value);
      else this.savedKeys.delete(`${type}/${id}`);
    }
    for (const { id, plaintext } of journal) this.journalled.set(id, { plaintext });
    for (const id of finished) {
      this.finished.push(id);
      const entry = this.journalled.get(id);
      if (entry) entry.plaintext = null;
    }
    for (const message of messages) {
      const key = `${message.chatJid}/${message.messageId}`;
      if (!this.messages.has(key)) this.messages.set(key, message);
    }
    for (const { messageId, status } of updates) {
      for (const [key, message] of this.messages) {
        if (message.messageId !== messageId || status === undefined) continue;
        this.messages.set(key, {
          ...message,
          status: status < 0 ? status : Math.max(message.status, status),
        });
      }
    }
    this.onApply(write);
  }
}

const never = () => new Promise<never>(() => undefined);
