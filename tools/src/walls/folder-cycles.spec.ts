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

describe.each(ROOMS)('The folders of %s', (room) => {
  it('do not import each other in a circle', async () => {
    expect(folderCycles(await folderGraph(join(ROOT, room, 'src')))).toEqual([]);
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
