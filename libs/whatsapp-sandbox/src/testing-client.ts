import { EventEmitter, once } from 'node:events';
import {
  type AuthenticationCreds,
  type BaileysEventMap,
  type ConnectionState,
  DisconnectReason,
  initAuthCreds,
  makeWASocket,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
  type UserFacingSocketConfig,
  type WASocket,
} from '@whiskeysockets/baileys';
import { type Logger, pino } from 'pino';

/** The close code, and the error that carried it. */
interface Closed {
  readonly code: number | undefined;
  readonly error: Error | undefined;
}

export interface TestClientOptions {
  /** `sandbox.url` */
  url: string;
  /** More options of the Baileys socket. */
  socket?: Partial<UserFacingSocketConfig>;
  /** Credentials of an earlier client, to continue as the same device. */
  creds?: AuthenticationCreds;
  keys?: SignalKeyStore;
  logger?: Logger;
}

type Seen = { [E in keyof BaileysEventMap]?: BaileysEventMap[E][] };

/** A real, unmodified Baileys client with its credentials in memory. After pairing (515) it reconnects by itself. */
export interface TestClient {
  /** The current socket; each reconnect makes a new one. */
  readonly socket: WASocket;
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStore;
  /** The data of all emitted events of one name, oldest first. */
  seen<E extends keyof BaileysEventMap>(event: E): BaileysEventMap[E][];
  /** Waits until `pick` returns a value for an event of this name, emitted before or after the call. */
  until<E extends keyof BaileysEventMap, R>(
    event: E,
    pick: (data: BaileysEventMap[E]) => R | undefined | null | false,
    timeoutMs?: number,
  ): Promise<R>;
  /** Waits until `check` returns a value; calls it after every event. */
  untilTrue<R>(check: () => R | undefined | null | false, timeoutMs?: number): Promise<R>;
  qr(): Promise<string>;
  open(): Promise<void>;
  closed(): Promise<Closed>;
  /** Connects again with the same credentials. */
  reconnect(): void;
  /** Closes the connection; the credentials stay. */
  stop(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 90_000;
const POLL_INTERVAL_MS = 20;

export const useTestClient = (options: TestClientOptions): TestClient => {
  const creds = options.creds ?? initAuthCreds();
  const keys = options.keys ?? memoryKeys();
  const logger = options.logger ?? pino({ level: 'silent' });
  const changes = new EventEmitter().setMaxListeners(0);
  const seen: Seen = {};
  let closedAs: Closed | undefined;
  let state: Partial<ConnectionState> = {};
  let socket: WASocket;

  const connect = (): void => {
    closedAs = undefined;
    state = {};
    socket = makeWASocket({
      auth: { creds, keys },
      waWebSocketUrl: options.url,
      logger,
      ...options.socket,
    });
    const mine = socket;
    mine.ev.process((events) => {
      if (mine !== socket) return;
      if (events['creds.update']) Object.assign(creds, events['creds.update']);
      for (const [event, data] of Object.entries(events)) {
        ((seen as Record<string, unknown[]>)[event] ??= []).push(data);
      }
      const update = events['connection.update'];
      if (update) onConnection(update);
      changes.emit('change');
    });
  };

  const onConnection = (update: Partial<ConnectionState>): void => {
    state = { ...state, ...update };
    if (update.connection !== 'close') return;
    const error = update.lastDisconnect?.error as
      (Error & { output?: { statusCode?: number } }) | undefined;
    const code = error?.output?.statusCode;
    if (code === DisconnectReason.restartRequired) connect();
    else closedAs = { code, error };
  };

  const untilTrue: TestClient['untilTrue'] = async (check, timeoutMs = DEFAULT_TIMEOUT_MS) => {
    const deadlineMs = performance.now() + timeoutMs;
    for (;;) {
      const value = check();
      if (value !== undefined && value !== null && value !== false) return value;
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0) throw new Error(`the condition was not met within ${timeoutMs} ms`);
      const signal = AbortSignal.timeout(Math.ceil(Math.min(leftMs, POLL_INTERVAL_MS)));
      await once(changes, 'change', { signal }).catch(() => undefined);
    }
  };

  connect();
  return {
    get socket() {
      return socket;
    },
    creds,
    keys,
    seen: (event) => seen[event] ?? [],
    until: (event, pick, timeoutMs) =>
      untilTrue(() => {
        for (const data of seen[event] ?? []) {
          const found = pick(data);
          if (found !== undefined && found !== null && found !== false) return found;
        }
        return undefined;
      }, timeoutMs),
    untilTrue,
    qr: () => untilTrue(() => state.qr),
    open: async () => {
      await untilTrue(() => state.connection === 'open');
    },
    closed: () => untilTrue(() => closedAs),
    reconnect: connect,
    stop: async () => {
      const mine = socket;
      await mine.end(undefined);
    },
  };
};

/** A key store in memory. */
const memoryKeys = (): SignalKeyStore => {
  const data = new Map<string, unknown>();
  return {
    get: async <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
      const found: Record<string, SignalDataTypeMap[T]> = {};
      for (const id of ids) {
        const value = data.get(`${type}/${id}`);
        if (value !== undefined) found[id] = value as SignalDataTypeMap[T];
      }
      return found;
    },
    set: async (changed: SignalDataSet) => {
      for (const [type, entries] of Object.entries(changed)) {
        for (const [id, value] of Object.entries(entries)) {
          if (value === null) data.delete(`${type}/${id}`);
          else data.set(`${type}/${id}`, value);
        }
      }
    },
  };
};
