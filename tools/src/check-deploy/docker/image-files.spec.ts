import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { complaintsAboutFiles } from './image-files.js';

describe('The files of an image', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'starling-image-files-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(path: string, text = ''): Promise<void> {
    const file = join(folder, 'web', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  it('may import each other', async () => {
    await write('libs/testing/dist/a.js', `import { b } from './deep/b.js';`);
    await write('libs/testing/dist/deep/b.js', `export * from "../c.js";\nawait import('pg');`);
    await write('libs/testing/dist/c.js');
    expect(complaintsAboutFiles(folder)).toEqual([]);
  });

  it('are test code in the folders of tests, and when they are specs', async () => {
    await write('libs/broker/dist/conformance/suite.js');
    await write('apps/web/dist/testing/worker.js');
    await write('apps/web/dist/main.spec.js');
    expect(complaintsAboutFiles(folder).sort()).toEqual([
      'web/apps/web/dist/main.spec.js is test code',
      'web/apps/web/dist/testing/worker.js is test code',
      'web/libs/broker/dist/conformance/suite.js is test code',
    ]);
  });

  it('do not import what was left out', async () => {
    await write('apps/web/dist/main.js', `import '../../../libs/a/dist/testing/fake.js';`);
    await write('apps/web/dist/lazy.js', `const later = () => import('./bench/main.js');`);
    expect(complaintsAboutFiles(folder).sort()).toEqual([
      'web/apps/web/dist/lazy.js imports web/apps/web/dist/bench/main.js, which is missing',
      'web/apps/web/dist/main.js imports web/libs/a/dist/testing/fake.js, which is missing',
    ]);
  });
});
