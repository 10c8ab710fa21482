import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BrokerMetrics,
  type CommandContext,
  Commands,
  Inbox,
  InboxCommandServer,
  InboxWriter,
  RedisConnections,
} from '@starling/broker';
import { DEFAULT_SETTINGS, sendText } from '@starling/contract';
import { Metrics } from '@starling/platform';
import { type OpenStorage, openStorage, type SessionLease } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { testServices, until, within } from '@starling/testing';
import { LiveWorkers } from '../commands/live-workers.js';
import { Placement } from '../commands/placement.js';
import { SessionCommands } from '../commands/session-commands.js';
import { type Call } from '../call/call.js';
import { Idempotency } from './idempotency.js';
import { OwnerWatch } from './owner-watch.js';
import { DEFAULT_SEND_TIMES, SendCommands, type SendTimes } from './send-commands.js';
import { StoredReplies } from './stored-replies.js';

/*
 * Real Postgres and Redis; the worker is a process of the broker with a handler of the test's own, which stores a row
 * as a worker does, and then does not answer.
 */

/** That of every test that shares the run's database: deploy keys belong to a database. */
const ENCRYPTION_KEY = Buffer.alloc(32, 0xa5);
/** Far less than the budget of a send. */
const SECONDS_MS = 20_000;
const HASTY: SendTimes = { budgetMs: 3_000, recoveryMs: 2_000, askAgainMs: 100, lastLookMs: 500 };

const ERROR = -1;
const PENDING = 0;
const SENT = 1;

interface Reserved {
  readonly messageId: string;
  readonly isRepeated: boolean;
}
type Handler = (reserved: Reserved, signal: AbortSignal) => Promise<unknown>;

const { databaseUrl, redisUrl } = testServices();

let storage: OpenStorage;
const closing: (() => Promise<void> | void)[] = [];
const servers: InboxCommandServer[] = [];

const open = () =>
  openStorage({
    databaseUrl,
    poolSize: 2,
    encryptionKey: ENCRYPTION_KEY,
    oldEncryptionKeys: [],
  });

beforeAll(async () => {
  storage = await open();
});
afterAll(() => storage.close());

let connections: RedisConnections;
let metrics: BrokerMetrics;

beforeEach(async () => {
  metrics = new BrokerMetrics(new Metrics('api-gateway'));
  connections = new RedisConnections(redisUrl, metrics);
  closing.push(() => connections.close());
  await connections.ensureReachable();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.drain(0);
  for (const close of closing.splice(0).reverse()) await close();
});

async function openInbox(id: string, prepare: (inbox: Inbox) => void): Promise<Inbox> {
  const inbox = new Inbox(connections, id, metrics);
  prepare(inbox);
  await inbox.open();
  return inbox;
}

/** An instance whose session a living worker owns. */
async function anOwnedInstance() {
  const { accounts, instances, workers, sessionClaims } = storage.repositories;
  const account = await accounts.create({ name: `acme ${randomUUID()}`, token: randomUUID() });
  const tenant = mintTenantScope(account.id);
  const { id } = await instances.create(tenant, {
    name: 'sales',
    token: randomUUID(),
    settings: DEFAULT_SETTINGS,
  });
  const worker = `session-worker-${randomUUID()}`;
  await workers.register({ id: worker, host: 'here', pid: 1, maxSessions: 10 });
  const beating = setInterval(() => void workers.beat(worker).catch(() => undefined), 1_000);
  closing.push(() => clearInterval(beating));
  const [lease] = await sessionClaims.claim(worker, [id], { evenUnwanted: true });
  const store = ({ messageId }: Reserved, status: number) =>
    storage.repositories.sessionWrites.write(lease as SessionLease, {
      messages: [
        {
          messageId,
          chatJid: '5511999999999@s.whatsapp.net',
          fromMe: true,
          participant: '',
          senderJid: '5511888888888@s.whatsapp.net',
          pushName: '',
          type: 'text',
          content: 'Hello',
          status,
          source: 'api',
          quotedMessageId: null,
          mediaType: null,
          isForwarded: false,
          payload: Buffer.from([8, 1]),
          sentAt: new Date(),
        },
      ],
    });
  const call = {
    requestId: 'r',
    query: {},
    body: {},
    params: {},
    idempotencyKey: undefined,
    signal: new AbortController().signal,
    tenant,
    instance: { id, name: 'sales' },
  } as unknown as Call;
  return { id, worker, call, store };
}

/** From here on the worker answers commands. */
async function serve(worker: string, handler: Handler): Promise<Reserved[]> {
  const commands: Reserved[] = [];
  const inbox = await openInbox(worker, (its) => {
    const server = new InboxCommandServer(its, new InboxWriter(connections), metrics);
    server.addHandler(
      sendText.name,
      ({ reserved }: { reserved: Reserved }, { signal }: CommandContext) => {
        commands.push(reserved);
        return handler(reserved, signal);
      },
    );
    server.listen(() => undefined);
    servers.push(server);
  });
  closing.push(() => inbox.close());
  return commands;
}

/** As a gateway has it. `rows` reads the rows of messages. */
async function aGateway(times: Partial<SendTimes> = {}, rows = storage) {
  const inbox = new Inbox(connections, `api-gateway-${randomUUID()}`, metrics);
  const commands = new Commands(inbox, new InboxWriter(connections), metrics);
  await inbox.open();
  closing.push(() => inbox.close());
  const { sessionOwners, workers, idempotencyKeys } = storage.repositories;
  const placement = new Placement(new LiveWorkers(workers));
  const { messages, instances } = rows.repositories;
  const sends = new SendCommands(
    new SessionCommands(commands, sessionOwners, placement),
    new OwnerWatch(sessionOwners, placement),
    new StoredReplies(messages, instances),
    new Idempotency(idempotencyKeys),
    { ...DEFAULT_SEND_TIMES, ...times },
  );
  const send = (call: Call) =>
    within(
      SECONDS_MS,
      sends.send(sendText, call).catch((error: unknown) => error),
    );
  return { commands, send };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  );
const sentWith = ({ messageId }: Reserved) => ({
  success: true,
  status: 'sent',
  messageId,
  data: { messageId, chat: { jid: '5511999999999@s.whatsapp.net' }, content: 'Hello' },
});
const failedFor = (reason: string) => ({ code: 'SendMessageFailed', params: { reason } });

describe('A send whose owner lives and does not answer', () => {
  it('is answered from the row as soon as the message is sent, and leaves no command open', async () => {
    const { worker, call, store } = await anOwnedInstance();
    const given = await serve(worker, async (reserved, signal) => {
      await store(reserved, SENT);
      return untilAborted(signal);
    });
    const { commands, send } = await aGateway();
    expect(await send(call)).toMatchObject(sentWith(given[0] as Reserved));
    expect(given).toHaveLength(1);
    expect(commands.inFlight).toBe(0);
  });

  it('fails as soon as its row says that the message failed', async () => {
    const { worker, call, store } = await anOwnedInstance();
    const given = await serve(worker, async (reserved, signal) => {
      await store(reserved, ERROR);
      return untilAborted(signal);
    });
    const { commands, send } = await aGateway();
    expect(await send(call)).toMatchObject(failedFor('not accepted by WhatsApp'));
    expect(given).toHaveLength(1);
    expect(commands.inFlight).toBe(0);
  });

  it('is asked for again under the same id when Redis lost the command', async () => {
    const { worker, call } = await anOwnedInstance();
    let isRead = false;
    const lossy = await openInbox(worker, (inbox) => inbox.on('command', () => (isRead = true)));
    const { send } = await aGateway();
    const sending = send(call);
    await until(() => isRead);
    await lossy.close();
    const given = await serve(worker, (reserved) => Promise.resolve({ reserved }));
    expect(await sending).toEqual({ reserved: given[0] });
    expect(given).toMatchObject([{ isRepeated: true }]);
  });

  it('counts as sent at the deadline while its message is pending', async () => {
    const { worker, call, store } = await anOwnedInstance();
    const given = await serve(worker, async (reserved, signal) => {
      await store(reserved, PENDING);
      return untilAborted(signal);
    });
    const { send } = await aGateway(HASTY);
    expect(await send(call)).toMatchObject(sentWith(given[0] as Reserved));
  });

  it('fails at the deadline when its message was never stored', async () => {
    const { worker, call } = await anOwnedInstance();
    await serve(worker, (_, signal) => untilAborted(signal));
    const { send } = await aGateway(HASTY);
    expect(await send(call)).toMatchObject(failedFor('timeout'));
  });

  it('fails as declared at the deadline when the database does not say what became of it', async () => {
    const { worker, call, store } = await anOwnedInstance();
    await serve(worker, async (reserved, signal) => {
      await store(reserved, PENDING);
      return untilAborted(signal);
    });
    const unreachable = await open();
    await unreachable.close();
    const { send } = await aGateway(HASTY, unreachable);
    expect(await send(call)).toMatchObject(failedFor('timeout'));
  });
});

describe('A send whose owner is gone', () => {
  it('goes to the next owner under the same id, and leaves no command open', async () => {
    const { id, worker, call } = await anOwnedInstance();
    const given = await serve(worker, (_, signal) => untilAborted(signal));
    const next = `session-worker-${randomUUID()}`;
    const givenToNext = await serve(next, () => Promise.resolve('sent by the next'));
    const { commands, send } = await aGateway();
    const sending = send(call);
    await until(() => given.length === 1);
    const { workers, sessionClaims } = storage.repositories;
    await workers.retire(worker);
    await workers.register({ id: next, host: 'here', pid: 1, maxSessions: 10 });
    await sessionClaims.claim(next, [id], { evenUnwanted: true });
    expect(await sending).toBe('sent by the next');
    expect(givenToNext).toEqual([{ ...given[0], isRepeated: true }]);
    expect(commands.inFlight).toBe(0);
  });
});
