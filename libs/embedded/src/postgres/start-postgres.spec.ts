import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedServer } from '../server/start-server.js';
import { type PostgresOptions, startPostgres } from './start-postgres.js';

let directory: string;
const running: EmbeddedServer[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'starling-postgres-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  rmSync(directory, { recursive: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<EmbeddedServer> {
  const server = await startPostgres({ dataDir: directory, fsync: false, ...options });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('An embedded Postgres', () => {
  it('keeps its data, its port and its password over a clean restart', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 7 as number');
    await first.stop();

    const second = await start();

    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  it('recovers what was committed before a kill -9, and reports that it ended', async () => {
    const first = await start({ fsync: true });
    await query(first.url, 'create table kept as select 7 as number');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toContain('SIGKILL');

    const second = await start();

    expect(await query(second.url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  it('starts although its stale pid file names a process that lives', async () => {
    await (await start()).stop();
    writeFileSync(join(directory, 'data', 'postmaster.pid'), `${process.pid}\n`);

    await expect(start()).resolves.toBeDefined();
  });

  it('refuses connections without the password', async () => {
    const { port } = await start();

    await expect(
      query(`postgresql://starling:guess@127.0.0.1:${port}/starling`, 'select 1'),
    ).rejects.toThrow('password authentication failed');
  });

  it('creates the wanted database, whatever its name', async () => {
    const { url } = await start({ database: 'other-name' });

    expect(await query(url, 'select current_database() as name')).toEqual([{ name: 'other-name' }]);
  });

  it('handles upper and lower case beyond ASCII', async () => {
    const { url } = await start();

    expect(await query(url, `select lower('ÁÉÇ') as text`)).toEqual([{ text: 'áéç' }]);
  });

  it('starts once when two callers start it at the same time', async () => {
    const [won, lost] = (await Promise.allSettled([start(), start()])).sort((a, b) =>
      a.status.localeCompare(b.status),
    );

    expect(won?.status).toBe('fulfilled');
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'DataDirInUse' } });
  });

  it('uses another port when the one of the last start is taken', async () => {
    const first = await start();
    await first.stop();
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(first.port, '127.0.0.1', resolve));

    const second = await start();

    expect(second.port).not.toBe(first.port);
    intruder.close();
  });

  it('refuses a wanted port that is taken, and unlocks the directory', async () => {
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(0, '127.0.0.1', resolve));
    const { port } = intruder.address() as { port: number };

    await expect(start({ port })).rejects.toMatchObject({ code: 'PortInUse' });

    intruder.close();
    await expect(start()).resolves.toBeDefined();
  });

  it('refuses data of a version that this machine cannot read', async () => {
    await (await start()).stop();
    writeFileSync(join(directory, 'data', 'PG_VERSION'), '9\n');

    await expect(start()).rejects.toMatchObject({ code: 'DataVersionMismatch' });
  });

  it('keeps the password readable for its owner only', async () => {
    const { url } = await start();

    expect(url).toContain(readFileSync(join(directory, 'password'), 'utf8').trim());
    expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600);
  });
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('An embedded Postgres that root starts below a directory that is closed to others', () => {
  asRoot('says which directory it is when nothing can lend access', async () => {
    await expect(start({ searchPath: '/nowhere' })).rejects.toMatchObject({
      code: 'DataDirNotEnterable',
      message: expect.stringContaining(directory),
    });
  });
});
