import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startPostgres, startRedis } from '../index.js';
import { waitUntil } from './wait-until.js';

const directory = mkdtempSync(join(tmpdir(), 'starling-guard-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('The servers of a process that is ended with kill -9', () => {
  it('end soon after it, and a new start finds their directories unlocked', async () => {
    const fixtures = join(import.meta.dirname, '..', 'fixtures');
    const starter = spawn(
      process.execPath,
      [
        '--no-warnings',
        '--experimental-transform-types',
        `--import=${join(fixtures, 'typescript-sources.mjs')}`,
        join(fixtures, 'starter.mjs'),
        directory,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(starter.stdout, 'data')) as [Buffer];
    const pids = JSON.parse(line.toString()) as number[];
    expect(pids.map(isAlive)).toEqual([true, true]);

    starter.kill('SIGKILL');

    expect(await waitUntil(() => !pids.some(isAlive), 10_000)).toBe(true);
    const postgres = await startPostgres({ dataDir: join(directory, 'postgres'), fsync: false });
    const redis = await startRedis({ dataDir: join(directory, 'redis') });
    await redis.stop();
    await postgres.stop();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
