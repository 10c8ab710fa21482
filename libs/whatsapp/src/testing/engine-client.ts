import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { type EventName, type EventPayload } from '@starling/contract';
import { AddressGuard } from '@starling/platform';
import { AddressBook } from '../address-book/address-book.js';
import { type ConnectionClose } from '../port/connection-close.js';
import {
  type ConnectionListener,
  type ConnectionSetup,
  type EngineConnection,
  type OwnIdentity,
} from '../port/connection.js';
import { type Engine } from '../port/engine.js';
import { type CallFact } from '../port/facts.js';
import { type EventInterest, type SessionEvent } from '../port/session-event.js';
import { type SessionStore } from '../port/session-store.js';

const MAX_WAIT_MS = 90_000;
const LOOK_AGAIN_MS = 20;

/** Everything that one connection reported. */
export interface Reports {
  readonly qrs: string[];
  readonly closes: ConnectionClose[];
  readonly events: SessionEvent[];
  readonly names: string[];
  readonly calls: CallFact[];
  /** As the engine reported it when the connection opened. */
  own: OwnIdentity | undefined;
  opened: number;
  paired: number;
  passkeys: number;
}

const EVERY_EVENT: EventInterest = { wants: () => true, wantsFiles: false };

export interface ClientSetup extends Partial<Omit<ConnectionSetup, 'listener'>> {
  /** Every event, unless a spec says otherwise. */
  readonly interest?: EventInterest | undefined;
  /** What the engine waits for before it acknowledges an event. */
  readonly onPublish?: (event: SessionEvent) => Promise<void> | undefined;
}

/** One connection of an engine, with everything that it reported. */
export class EngineClient {
  readonly reports: Reports = {
    qrs: [],
    closes: [],
    events: [],
    names: [],
    calls: [],
    own: undefined,
    opened: 0,
    paired: 0,
    passkeys: 0,
  };
  /** False: the session has given the connection up. */
  isListening = true;
  private readonly news = new EventEmitter();
  readonly connection: EngineConnection;

  private constructor(engine: Engine, setup: Omit<ConnectionSetup, 'listener'>, more: ClientSetup) {
    this.connection = engine.connect({ ...setup, listener: this.listener(more) });
  }

  /** As a session connects: with the credentials that its store holds, or with new ones. */
  static async connect(
    engine: Engine,
    store: SessionStore,
    more: ClientSetup = {},
  ): Promise<EngineClient> {
    const saved = await store.creds();
    const setup = {
      url: undefined,
      proxy: undefined,
      guard: new AddressGuard({ allowPrivateUrls: true }),
      credentials: saved ? engine.readCredentials(saved) : engine.newCredentials(),
      store,
      marksOnline: false,
      wantsHistory: false,
      ignores: () => false,
      marksRead: () => false,
      mayWrite: () => true,
      findMessage: () => Promise.resolve(undefined),
      book: new AddressBook(),
      ...more,
    };
    return new EngineClient(engine, setup, more);
  }

  private listener({ interest = EVERY_EVENT, onPublish }: ClientSetup): ConnectionListener {
    const { reports } = this;
    const record = <T>(list: T[], one: T): void => {
      list.push(one);
      this.news.emit('news');
    };
    const count = (name: 'opened' | 'paired' | 'passkeys'): void => {
      reports[name] += 1;
      this.news.emit('news');
    };
    return {
      isListening: () => this.isListening,
      interestIn: () => interest,
      publish: (event) => {
        record(reports.events, event);
        return onPublish?.(event);
      },
      qr: (code) => record(reports.qrs, code),
      passkeyRequired: () => count('passkeys'),
      paired: () => count('paired'),
      opened: (own) => {
        reports.own = own;
        count('opened');
      },
      renamed: (name) => record(reports.names, name),
      called: (call) => record(reports.calls, call),
      closed: (close) => record(reports.closes, close),
    };
  }

  async until<R>(
    check: (reports: Reports) => R | undefined | false | 0,
    timeoutMs = MAX_WAIT_MS,
  ): Promise<R> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const value = check(this.reports);
      if (value) return value;
      if (performance.now() > deadline)
        throw new Error(`nothing of the kind within ${timeoutMs} ms`);
      // A check may also look at what is never reported, as a write that becomes durable.
      const signal = AbortSignal.timeout(LOOK_AGAIN_MS);
      await once(this.news, 'news', { signal }).catch(() => undefined);
    }
  }

  /** The payloads of the events of one name, in the order of their publication. */
  events<Name extends EventName>(name: Name): EventPayload<Name>[] {
    return this.reports.events
      .filter((event) => event.name === name)
      .map(({ payload }) => payload as EventPayload<Name>);
  }

  async sendText(jid: string, text: string): Promise<void> {
    const messageId = randomBytes(10).toString('hex').toUpperCase();
    const content = { kind: 'text', text } as const;
    await this.connection.messages.send({ messageId, jid, content, source: '' });
  }

  /** The contents of all messages, in the order of their events. */
  texts(): string[] {
    return this.events('message.exchange').map(({ message }) => message.content);
  }
}
