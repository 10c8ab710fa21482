import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

const PROGRAM = fileURLToPath(new URL('../../bin/remove-stale-outputs.mjs', import.meta.url));

let room: string;

beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'starling-outputs-'));
  for (const folder of ['src/events', 'dist/events'])
    mkdirSync(join(room, folder), { recursive: true });
});

afterEach(() => rm(room, { recursive: true }));

const run = () => execFileSync(process.execPath, [PROGRAM], { cwd: room });
const outputs = () =>
  readdirSync(join(room, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

it('A build removes the outputs of renamed sources and keeps all other files', () => {
  writeFileSync(join(room, 'src/events/new.ts'), '');
  const names = [
    'new.js',
    'new.d.ts',
    'new.js.map',
    'old.js',
    'old.d.ts',
    'old.js.map',
    'page.html',
  ];
  for (const name of names) writeFileSync(join(room, 'dist/events', name), '');
  writeFileSync(join(room, 'dist/.tsbuildinfo'), '');
  run();
  expect(outputs()).toEqual(['.tsbuildinfo', 'new.d.ts', 'new.js', 'new.js.map', 'page.html']);
});

it('A first build has nothing to remove', () => {
  expect(run().toString()).toBe('');
});
