import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';

/* Real processes on the sources; signals, exit codes and the channel to the parent are those of the running product. */

const LIMIT_MS = 120_000;
const FIXTURES = join(import.meta.dirname, 'fixtures');

interface AppProcess {
  readonly child: ChildProcess;
  readonly ready: Promise<{ type: string; role: string; id: string; port: number }>;
  readonly exitCode: Promise<number | null>;
  stdout(): string;
  stderr(): string;
  /** Resolves once it has said these words. */
  said(words: string): Promise<void>;
}

let running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});

function run(scenario: string, env: Record<string, string> = {}): AppProcess {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      `--import=${join(FIXTURES, 'typescript-sources.mjs')}`,
      join(FIXTURES, 'process.mjs'),
      scenario,
    ],
    { env: { HOST: '127.0.0.1', PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  running.push(child);
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const said = async (words: string) => {
    const signal = AbortSignal.timeout(LIMIT_MS);
    while (!stdout.includes(words))
      await once(child.stdout as NodeJS.EventEmitter, 'data', { signal });
  };
  return {
    child,
    ready: new Promise((told) => child.once('message', (message) => told(message as never))),
    exitCode: ended(child),
    stdout: () => stdout,
    stderr: () => stderr,
    said,
  };
}

/** Gone, and all it said is read. Node gives no `close` to a child whose channel was cut from here. */
async function ended(child: ChildProcess): Promise<number | null> {
  const pipes = [child.stdout, child.stderr] as NodeJS.EventEmitter[];
  const [[code]] = await Promise.all([
    once(child, 'exit'),
    ...pipes.map((pipe) => once(pipe, 'close')),
  ]);
  return code as number | null;
}

const linesOf = (output: string): Record<string, unknown>[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("An app's process", () => {
  it(
    'logs a rejection that no code handles, counts it and goes on serving',
    async () => {
      const app = run('rejects');
      const { port } = await app.ready;
      app.child.send('reject');
      await app.said('background work failed');
      const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
      expect(await metrics.text()).toMatch(
        /starling_background_failures_total\{work="unhandled rejection",[^}]*\} 1/,
      );
      expect(linesOf(app.stdout())).toContainEqual(
        expect.objectContaining({ work: 'unhandled rejection', level: 'error' }),
      );
      app.child.kill('SIGTERM');
      expect(await app.exitCode).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'tells its parent where it serves, prints its configuration and ends with 0 on SIGTERM',
    async () => {
      const app = run('serves', { LOG_LEVEL: 'debug' });
      const ready = await app.ready;
      expect(ready).toMatchObject({ type: 'ready', role: 'sandbox' });
      expect((await fetch(`http://127.0.0.1:${ready.port}/readyz`)).status).toBe(200);
      app.child.kill('SIGTERM');
      expect(await app.exitCode).toBe(0);
      expect(app.stdout()).toContain('db closed');
      const lines = linesOf(app.stdout());
      expect(lines.every((line) => line.role === 'sandbox' && line.process === ready.id)).toBe(
        true,
      );
      expect(lines[0]).toMatchObject({ msg: 'starting', config: { PORT: 0, LOG_LEVEL: 'debug' } });
    },
    LIMIT_MS,
  );

  it(
    'writes one line for a request, with the pattern of its route and never its URL, and none for probes',
    async () => {
      const app = run('serves');
      const { port } = await app.ready;
      for (const probe of ['livez', 'readyz', 'metrics'])
        await fetch(`http://127.0.0.1:${port}/${probe}`);
      await fetch(`http://127.0.0.1:${port}/things/t0ps3cret?token=t0ps3cret`, {
        headers: { 'x-request-id': 'mine-7', token: 't0ps3cret' },
      });
      app.child.kill('SIGINT');
      expect(await app.exitCode).toBe(0);
      const requests = linesOf(app.stdout()).filter(({ kind }) => kind === 'request');
      expect(requests).toEqual([
        expect.objectContaining({
          requestId: 'mine-7',
          method: 'GET',
          route: '/things/:thing',
          status: 404,
          operation: 'things.read',
          account: 'a1',
          code: 'NoSuchThing',
          durationMs: expect.any(Number),
        }),
      ]);
      expect(app.stdout()).not.toContain('t0ps3cret');
    },
    LIMIT_MS,
  );

  it(
    'finishes its stop when it is asked a second time',
    async () => {
      const app = run('drains');
      await app.ready;
      app.child.kill('SIGTERM');
      await app.said('draining');
      app.child.kill('SIGTERM');
      app.child.kill('SIGINT');
      app.child.send('go on');
      expect(await app.exitCode).toBe(0);
      expect(app.stdout().match(/db closed/g)).toHaveLength(1);
    },
    LIMIT_MS,
  );

  it(
    'ends when its parent is gone',
    async () => {
      const app = run('serves');
      await app.ready;
      app.child.disconnect();
      expect(await app.exitCode).toBe(0);
      expect(app.stdout()).toContain('db closed');
    },
    LIMIT_MS,
  );

  it(
    'does not outlive a signal by more than its grace when its start hangs',
    async () => {
      const app = run('hangs');
      await app.said('hanging');
      app.child.kill('SIGTERM');
      expect(await app.exitCode).toBe(1);
      expect(app.stderr()).toBe('Stopped before it had started.\n');
    },
    LIMIT_MS,
  );
});

describe("An app's process that cannot start", () => {
  it(
    'closes what it opened, says why in one sentence and ends with 1',
    async () => {
      const app = run('fails');
      expect(await app.exitCode).toBe(1);
      expect(app.stderr()).toBe('The database does not answer.\n');
      expect(app.stdout()).toContain('db closed');
      expect(app.stdout()).not.toContain('    at ');
    },
    LIMIT_MS,
  );

  it(
    'names each variable that is wrong',
    async () => {
      const app = run('serves', { PORT: 'http', LOG_FORMAT: 'xml' });
      expect(await app.exitCode).toBe(1);
      expect(app.stderr()).toBe(
        'PORT: must be a whole number.\nLOG_FORMAT: must be json or pretty.\n',
      );
    },
    LIMIT_MS,
  );

  it(
    'names the port that another process has',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const app = run('serves', { PORT: String(port) });
      expect(await app.exitCode).toBe(1);
      expect(app.stderr()).toBe(`Port ${port} on 127.0.0.1 is already in use.\n`);
      expect(app.stdout()).not.toContain('EADDRINUSE');
      other.close();
    },
    LIMIT_MS,
  );
});
