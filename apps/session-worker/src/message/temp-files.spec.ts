import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { removeAbandoned, TempFiles } from './temp-files.js';

const folderOf = (pid: number | undefined) => mkdtemp(join(tmpdir(), `starling-files-${pid}-`));

async function deadPid(): Promise<number | undefined> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  return child.pid;
}

describe('Files of a message', () => {
  it('lie apart from those of others, and are gone with it', async () => {
    const [one, other] = [new TempFiles(), new TempFiles()];
    const paths = [await one.newPath(), await one.newPath(), await other.newPath()];
    expect(new Set(paths).size).toBe(3);
    await Promise.all(paths.map((path) => writeFile(path, 'x')));
    await one.remove();
    expect(paths.map((path) => existsSync(path))).toEqual([false, false, true]);
    await other.remove();
    expect(existsSync(dirname(paths[2] ?? ''))).toBe(false);
  });

  it('of a killed process are removed by the next, those of living ones are not', async () => {
    const dead = await folderOf(await deadPid());
    const before = await folderOf(4_000_001);
    const living = await folderOf(process.ppid);
    await writeFile(join(dead, '1'), 'x');
    await removeAbandoned(4_000_001);
    expect([dead, before, living].map((folder) => existsSync(folder))).toEqual([
      false,
      false,
      true,
    ]);
    await rm(living, { recursive: true });
  });
});
