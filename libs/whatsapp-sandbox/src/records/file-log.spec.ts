import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FileLog } from './file-log.js';

const WRITER = `
  import { registerHooks } from 'node:module';
  const [source, folder] = process.argv.slice(-2);
  // The source imports the files beside it by the names that they have after the build.
  registerHooks({
    resolve: (name, context, next) =>
      next(context.parentURL === source ? name.replace(/^(\\.\\/.*)\\.js$/, '$1.ts') : name, context),
  });
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

describe('The data folder', () => {
  it('is intact after each of several kills of its process in the middle of a write', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-killed-'));
    const source = new URL('./file-log.ts', import.meta.url).href;
    let last = 0;
    for (let round = 0; round < 3; round++) {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '--no-warnings', '-e', WRITER, '--', source, folder],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(child, 'exit').then(() => {
        throw new Error('The writer ended before it was killed.');
      });
      await Promise.race([once(child.stdout, 'data'), ended]);
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
      const records = [...new FileLog(folder).load('record').values()] as {
        count: number;
        padding: string;
      }[];
      expect(records).toHaveLength(200);
      expect(new Set(records.map(({ padding }) => padding.length))).toEqual(new Set([500]));
      last = Math.max(...records.map(({ count }) => count));
    }
    expect(last).toBeGreaterThan(0);
  });

  it('stays small while it runs, however often its records change', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-compacted-'));
    const log = new FileLog(folder, 20_000);
    const padding = 'x'.repeat(1_000);
    log.save('record', 'gone', () => padding);
    log.save('record', 'kept "as" it\\is', () => 'first');
    for (let count = 0; count < 500; count += 1) {
      log.save('record', 'busy', () => ({ count, padding }));
      // Flushes now instead of within 50 ms.
      log.close();
      if (count === 100) log.delete('record', 'gone');
    }
    expect(statSync(join(folder, 'world.jsonl')).size).toBeLessThan(25_000);
    expect([...new FileLog(folder).load('record')]).toEqual([
      ['kept "as" it\\is', 'first'],
      ['busy', { count: 499, padding }],
    ]);
  });

  it('skips a line that a crash left incomplete', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-torn-'));
    const log = new FileLog(folder);
    log.save('record', 'one', () => 'whole');
    log.close();
    appendFileSync(join(folder, 'world.jsonl'), '{"kind":"record","id":"one","value":"to');
    const again = new FileLog(folder);
    expect(again.load('record').get('one')).toBe('whole');
    again.save('record', 'one', () => 'newer');
    again.close();
    expect(new FileLog(folder).load('record').get('one')).toBe('newer');
  });

  it('says in a sentence which folder cannot be used', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sandbox-no-folder-')), 'file');
    writeFileSync(file, '');
    expect(() => new FileLog(file)).toThrow(
      `The data folder ${file} of the sandbox cannot be used (EEXIST): choose one that this user may write.`,
    );
  });
});
