import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FileLog } from './file-log.js';

const WRITER = `
  const [source, folder] = process.argv.slice(-2);
  const { FileLog } = await import(source);
  const log = new FileLog(folder);
  let written = 0;
  setInterval(() => {
    for (let n = 0; n < 50; n++, written++) {
      const count = written;
      log.save('record', String(count % 200), () => ({ count, padding: 'x'.repeat(500) }));
    }
    if (written > 20_000) process.stdout.write('.');
  }, 2);
`;

describe('the data folder', () => {
  it('is whole after its process was killed in the middle of writing, again and again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-killed-'));
    const source = join(import.meta.dirname, 'file-log.ts');
    let last = 0;
    for (let round = 0; round < 3; round++) {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '--no-warnings', '-e', WRITER, '--', source, folder],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const records = [...new FileLog(folder).load('record').values()] as {
        count: number;
        padding: string;
      }[];
      expect(records).toHaveLength(200);
      expect(new Set(records.map(({ padding }) => padding.length))).toEqual(new Set([500]));
      last = Math.max(...records.map(({ count }) => count));
    }
    expect(last).toBeGreaterThan(0);
  }, 30_000);
});
