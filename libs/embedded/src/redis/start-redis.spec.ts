import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EmbeddedServer } from '../server/start-server.js';
import { type RedisOptions, startRedis } from './start-redis.js';

let directory: string;
const running: EmbeddedServer[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'starling-redis-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  rmSync(directory, { recursive: true });
});

async function start(options: Partial<RedisOptions> = {}): Promise<EmbeddedServer> {
  const server = await startRedis({ dataDir: directory, ...options });
  running.push(server);
  return server;
}

/** Sends inline commands; resolves with all replies when the server has closed the connection. */
function converse(server: EmbeddedServer, ...commands: string[]): Promise<string> {
  const { password } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = createConnection(server.port, '127.0.0.1');
    let replies = '';
    socket.on('data', (bytes) => (replies += bytes.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(replies));
    socket.write([`AUTH ${password}`, ...commands, 'QUIT', ''].join('\r\n'));
  });
}

describe('An embedded Redis', () => {
  it('keeps its data, its port and its password over a clean restart', async () => {
    const first = await start();
    await converse(first, 'SET kept 7');
    await first.stop();

    const second = await start();

    expect(second.url).toBe(first.url);
    expect(await converse(second, 'GET kept')).toBe('+OK\r\n$1\r\n7\r\n+OK\r\n');
  });

  it('keeps every write that it acknowledged before a kill -9, and reports that it ended', async () => {
    const first = await start();
    await converse(first, 'SET kept 7');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toContain('SIGKILL');

    const second = await start();

    expect(await converse(second, 'GET kept')).toContain('\r\n7\r\n');
  });

  it('refuses writes and drops no entries when its memory is full', async () => {
    const server = await start({ args: ['--maxmemory', '50mb'] });

    expect(await converse(server, 'CONFIG GET maxmemory*')).toContain('noeviction');
  });

  it('refuses connections without the password', async () => {
    const server = await start();
    const stranger = { ...server, url: server.url.replace(/:[^:@]+@/, ':guess@') };

    expect(await converse(stranger, 'GET kept')).toMatch(/^-WRONGPASS/);
  });

  it('starts once when two callers start it at the same time', async () => {
    const [won, lost] = (await Promise.allSettled([start(), start()])).sort((a, b) =>
      a.status.localeCompare(b.status),
    );

    expect(won?.status).toBe('fulfilled');
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'DataDirInUse' } });
  });

  it('refuses a wanted port that is taken, and unlocks the directory', async () => {
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(0, '127.0.0.1', resolve));
    const { port } = intruder.address() as { port: number };

    await expect(start({ port })).rejects.toMatchObject({ code: 'PortInUse' });

    intruder.close();
    await expect(start()).resolves.toBeDefined();
  });

  it('says what to install when there is no Redis and no package archive', async () => {
    await expect(
      start({ searchPath: '/nowhere', cacheDir: join(directory, 'cache') }),
    ).rejects.toMatchObject({
      code: 'RedisNotFound',
      message: expect.stringContaining('apt-get install redis-server'),
    });
  });
});
