import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folderCycles, folderGraph } from './folder-cycles.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ROOMS = ['apps', 'libs']
  .flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`))
  .concat('tools', 'e2e')
  .filter((room) => existsSync(join(ROOT, room, 'src')));

/** Folders in circles today. A number here may only become smaller; a room that is not named has none. */
const STILL_IN_CIRCLES: Readonly<Record<string, number>> = {
  'apps/session-worker': 7,
  'libs/broker': 10,
  'libs/storage': 2,
  'libs/whatsapp': 9,
};

describe.each(ROOMS)('The folders of %s', (room) => {
  it('do not import each other in a circle', async () => {
    const cycles = folderCycles(await folderGraph(join(ROOT, room, 'src')));
    const limit = STILL_IN_CIRCLES[room] ?? 0;
    if (limit === 0) expect(cycles).toEqual([]);
    expect(cycles.flat().length).toBeLessThanOrEqual(limit);
  });
});

describe('The search for circles', () => {
  let source: string;
  beforeEach(async () => {
    source = await mkdtemp(join(tmpdir(), 'starling-folders-'));
  });
  afterEach(() => rm(source, { recursive: true }));

  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(join(source, file, '..'), { recursive: true });
    await writeFile(join(source, file), text);
  };

  it('finds a circle over three folders, types and the root included', async () => {
    await write('a/one.ts', `import { type Two } from '../b/two.js';`);
    await write('b/two.ts', `export { three } from '../three.js';`);
    await write('three.ts', `export const three = () => import('./a/one.js');`);
    await write('c/four.ts', `import '../a/one.js';`);
    expect(folderCycles(await folderGraph(source))).toEqual([['.', 'a', 'b']]);
  });

  it('ignores specs and imports inside one folder', async () => {
    await write('a/one.ts', `import './other.js';`);
    await write('a/one.spec.ts', `import '../b/two.js';`);
    await write('b/two.ts', `import '../a/one.js';`);
    expect(folderCycles(await folderGraph(source))).toEqual([]);
  });
});
