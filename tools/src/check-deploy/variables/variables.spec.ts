import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { variablesKnownTo } from './known-variables.js';
import { complaintsAboutVariables } from './variable-rules.js';

const FILES = {
  'libs/platform/src/config/variables.ts': `
export const processVariables = {
  PORT: number(),
};
export const dataVariables = {
  DATABASE_URL: url(),
};
`,
  'apps/web/src/web.config.ts': `
export const config = defineConfig({
  ...processVariables,
  ADMIN_TOKEN: token(),
}, []);
`,
};

describe('Variables given to an app', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'starling-variables-'));
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('are known when its schema names them or takes them from the platform', () => {
    expect([...variablesKnownTo('web', root)]).toEqual(['ADMIN_TOKEN', 'PORT']);
    expect(() => variablesKnownTo('gone', root)).toThrow('apps/gone has no configuration schema');
  });

  it('that it does not know are reported, except for those that Node reads', () => {
    const known = new Set(['PORT']);
    const given = ['PORT', 'PROT', 'NODE_OPTIONS'];
    expect(complaintsAboutVariables('web', given, known)).toEqual([
      'web is given PROT, which it does not know',
    ]);
  });
});
