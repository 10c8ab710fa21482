import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonReply, refusal, requestJson, until } from '@starling/testing';
import { failToStart, startSupervisor, type Supervisor } from './supervisor.js';

/*
 * The one command of the README, for real: its own Postgres and Redis, all processes, one port. Only the build is
 * there already, and the data lives in a folder of the test.
 */
const START_LIMIT_MS = 300_000;
/** A closed port: what a worker says of it is the proof that a worker was asked. */
const NOWHERE = 'ws://127.0.0.1:1';

let folder: string;
let supervisor: Supervisor;
let tokens: { admin: string; account: string };
let firstConnect: JsonReply;

const env = (more: Record<string, string> = {}) => ({
  DATA_DIR: join(folder, 'data'),
  PORT: '0',
  LOG_LEVEL: 'warn',
  ...more,
});
const secret = async (name: string) =>
  (await readFile(join(folder, 'data/secrets', name), 'utf8')).trim();

/** Every process whose environment or command names the test's folder. */
async function processesLeft(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter(
    (name) => /^\d+$/.test(name) && name !== `${process.pid}`,
  );
  const named = await Promise.all(
    pids.map(async (pid) => {
      const parts = [`/proc/${pid}/environ`, `/proc/${pid}/cmdline`];
      const texts = await Promise.all(parts.map((part) => readFile(part, 'utf8').catch(() => '')));
      return texts.some((text) => text.includes(folder)) ? [pid] : [];
    }),
  );
  return named.flat();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** What a script does: it waits for `/health`, and connects. */
async function connectAtOnce(baseUrl: string): Promise<JsonReply> {
  const isUp = () =>
    requestJson(baseUrl, 'GET', '/health').then(
      ({ status }) => status === 200,
      () => false,
    );
  await until(isUp, { limitMs: START_LIMIT_MS });
  const token = await secret('account-token');
  await requestJson(baseUrl, 'POST', '/api/instance/new', { token, body: { name: 'first' } });
  return requestJson(baseUrl, 'GET', '/api/instance/connect/first', { token });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-start-'));
  const port = await freePort();
  const asked = connectAtOnce(`http://127.0.0.1:${port}`);
  const processes = { SESSION_WORKERS: '2', WS_NODES: '2', PORT: String(port) };
  supervisor = await startSupervisor(env({ ...processes, WHATSAPP_WS_URL: NOWHERE }));
  firstConnect = await asked;
  tokens = { admin: await secret('admin-token'), account: await secret('account-token') };
}, START_LIMIT_MS);

afterAll(async () => {
  await supervisor.stop();
  await rm(folder, { recursive: true, force: true });
}, START_LIMIT_MS);

describe('The first start', () => {
  it('shows where it is, the tokens and three curl lines', () => {
    const output = supervisor.output();
    expect(output).toContain(tokens.admin);
    expect(output).toContain(tokens.account);
    expect(output.match(/^ {2}curl .+$/gm)).toHaveLength(3);
  });

  it('has a worker for the first request, although it comes as soon as /health is ok', () => {
    expect(refusal(firstConnect)).toEqual([500, 'Failed to connect instance: connection refused']);
  });

  it('answers at its one port, with the tokens it has shown', async () => {
    const health = await requestJson(supervisor.baseUrl, 'GET', '/health');
    expect([health.status, health.body]).toEqual([
      200,
      expect.objectContaining({ status: 'ok', checks: { db: 'ok', redis: 'ok' } }),
    ]);
    for (const path of ['/metrics', '/docs', '/docs/openapi.json']) {
      expect([path, (await requestJson(supervisor.baseUrl, 'GET', path)).status]).toEqual([
        path,
        200,
      ]);
    }
    const list = await requestJson(supervisor.baseUrl, 'GET', '/api/instance/list', {
      token: tokens.account,
    });
    expect(list.status).toBe(200);
  });

  it('runs as many processes as it was asked for, and the operator sees them', async () => {
    const { body } = await requestJson(supervisor.baseUrl, 'GET', '/admin/processes', {
      token: tokens.admin,
    });
    const roles = (body as { processes: { role: string }[] }).processes.map(({ role }) => role);
    expect(roles.sort()).toEqual([
      'api-gateway',
      'delivery-worker',
      'session-worker',
      'session-worker',
      'ws-fanout',
      'ws-fanout',
    ]);
  });
});

describe('A start that cannot succeed', () => {
  it(
    'says in one sentence that its port is taken, and starts nothing',
    async () => {
      const server = createServer();
      await new Promise<void>((ready) => server.listen(0, ready));
      const { port } = server.address() as AddressInfo;
      const dataDir = join(folder, 'taken');
      const failed = await failToStart(env({ DATA_DIR: dataDir, PORT: String(port) }));
      server.close();
      expect(failed.exitCode).toBe(1);
      expect(failed.errors).toBe(
        `Starling did not start. Port ${port} is in use by another program: stop it, or set PORT.`,
      );
      expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    },
    START_LIMIT_MS,
  );

  it.each([
    [{ ENCRYPTION_KEY: 'abc' }, /ENCRYPTION_KEY: must be 32 bytes/],
    [
      { DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/x' },
      /Postgres of DATABASE_URL .* cannot be used/,
    ],
    [{ REDIS_URL: 'redis://127.0.0.1:1' }, /Redis of REDIS_URL .* cannot be used/],
    [{ SESSION_WORKERS: 'many' }, /SESSION_WORKERS/],
  ])(
    'says in one sentence what is wrong with %j',
    async (wrong, sentence) => {
      const failed = await failToStart(env({ DATA_DIR: join(folder, 'wrong'), ...wrong }));
      expect(failed.exitCode).toBe(1);
      expect(failed.errors.split('\n')).toHaveLength(1);
      expect(failed.errors).toMatch(sentence);
    },
    START_LIMIT_MS,
  );

  it(
    'says in one sentence that the data is in use by the first one',
    async () => {
      const failed = await failToStart(env());
      expect([failed.exitCode, failed.errors.split('\n').length]).toEqual([1, 1]);
    },
    START_LIMIT_MS,
  );
});

describe('Stopping and starting again', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'on %s it exits 0, leaves no process and finds its data again',
    async (signal) => {
      const name = `kept over ${signal}`;
      await requestJson(supervisor.baseUrl, 'POST', '/api/instance/new', {
        token: tokens.account,
        body: { name },
      });
      expect(await supervisor.stop(signal)).toBe(0);
      expect(await processesLeft()).toEqual([]);
      supervisor = await startSupervisor(env());
      expect(supervisor.output()).not.toContain(tokens.account);
      const list = await requestJson(supervisor.baseUrl, 'GET', '/api/instance/list', {
        token: tokens.account,
        query: { instanceName: name },
      });
      expect(list.status).toBe(200);
    },
    START_LIMIT_MS,
  );
});
