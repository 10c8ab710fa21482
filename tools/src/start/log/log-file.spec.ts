import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { LogFile } from './log-file.js';

const directory = mkdtempSync(join(tmpdir(), 'starling-log-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('A log that grows keeps the newest lines, in five files of limited size', () => {
  const path = join(directory, 'starling.log');
  const log = new LogFile(path, 1_000);
  for (let number = 0; number < 1_000; number++) log.write(`line ${number}`);
  log.close();

  expect(readFileSync(path, 'utf8').trim().endsWith('line 999')).toBe(true);
  expect(readdirSync(directory)).toHaveLength(5);
  for (const name of readdirSync(directory)) {
    expect(statSync(join(directory, name)).size).toBeLessThanOrEqual(1_000);
  }
});

it('A log that is opened again is continued', () => {
  const path = join(directory, 'again', 'starling.log');
  for (const line of ['one', 'two']) {
    const log = new LogFile(path);
    log.write(line);
    log.close();
  }

  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
});
