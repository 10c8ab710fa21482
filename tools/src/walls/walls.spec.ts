import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

/*
 * Proves that every wall can fail. A temporary folder gets a small workspace of forbidden imports, and the
 * configuration of this workspace must find each of them.
 */
const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

const FORBIDDEN: readonly [rule: string, file: string, source: string][] = [
  ['room:libs/contract', 'libs/contract/src/a.ts', `import '../../domain/src/index.js';`],
  ['room:libs/domain', 'libs/domain/src/a.ts', `import '../../storage/src/index.js';`],
  ['room:libs/storage', 'libs/storage/src/a.ts', `import '../../broker/src/index.js';`],
  ['room:libs/platform', 'libs/platform/src/a.ts', `import '../../storage/src/index.js';`],
  [
    'room:apps/ws-fanout',
    'apps/ws-fanout/src/a.ts',
    `import '../../../libs/whatsapp/src/index.js';`,
  ],
  ['apps-never-import-apps', 'apps/ws-fanout/src/b.ts', `import '../../api-gateway/src/index.js';`],
  ['contract-imports-zod-alone', 'libs/contract/src/b.ts', `import 'rxjs';`],
  ['domain-does-no-io', 'libs/domain/src/b.ts', `import 'node:fs';`],
  [
    'package:ioredis',
    'libs/storage/src/b.ts',
    `import type { Redis } from 'ioredis';\nexport type R = Redis;`,
  ],
  ['package:pg', 'apps/api-gateway/src/b.ts', `import 'pg';`],
  ['package:@prisma', 'apps/api-gateway/src/c.ts', `import '@prisma/client';`],
  [
    'package:@whiskeysockets/baileys',
    'apps/session-worker/src/b.ts',
    `import '@whiskeysockets/baileys';`,
  ],
  [
    'baileys-behind-the-port',
    'libs/whatsapp/src/port/a.ts',
    `import type { WASocket } from '@whiskeysockets/baileys';\nexport type S = WASocket;`,
  ],
  [
    'one-way-into-an-engine',
    'libs/whatsapp/src/events/a.ts',
    `import '../baileys/socket/engine-socket.js';`,
  ],
  ['tests-stay-out-of-the-product', 'libs/broker/src/b.ts', `import '../../testing/src/index.js';`],
  ['through-the-package-name', 'libs/domain/src/c.ts', `import '../../contract/src/index.js';`],
  [
    'scopes-are-made-by-authentication',
    'apps/api-gateway/src/d.ts',
    `import '../../../libs/storage/src/tenant-scopes.js';`,
  ],
  [
    'benches-share-the-harness-alone',
    'tools/src/bench/webhooks/a.ts',
    `import '../fanout/load.js';`,
  ],
  [
    'benches-share-the-harness-alone',
    'tools/src/bench/harness/a.ts',
    `import '../fanout/load.js';`,
  ],
  ['no-cycles', 'libs/contract/src/ring.ts', `import './ring.js';`],
  ['listed-in-package-json', 'libs/contract/src/d.ts', `import 'fastify';`],
];
const ROOMS = [
  'libs/contract', 'libs/domain', 'libs/storage', 'libs/broker', 'libs/platform', 'libs/whatsapp',
  'libs/testing', 'apps/api-gateway', 'apps/ws-fanout', 'apps/session-worker', 'tools',
]; // prettier-ignore

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let house: string;
let violations: Violation[];

async function build(path: string, source: string): Promise<void> {
  await mkdir(dirname(join(house, path)), { recursive: true });
  await writeFile(join(house, path), `${source}\n`);
}

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'starling-walls-'));
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  for (const room of ROOMS) {
    await build(`${room}/src/index.ts`, 'export {};');
    await build(`${room}/package.json`, '{"type":"module"}');
  }
  await build('libs/storage/src/tenant-scopes.ts', 'export {};');
  await build('tools/src/bench/fanout/load.ts', `import '../harness/report.js';`);
  await build('tools/src/bench/harness/report.ts', 'export {};');
  await build('libs/whatsapp/src/baileys/socket/engine-socket.ts', 'export {};');
  for (const [, path, source] of FORBIDDEN) await build(path, source);
  const { stdout } = await run(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(root, 'dependency-cruiser.config.mjs'),
      '--output-type',
      'json',
      'apps',
      'libs',
      'tools',
    ],
    { cwd: house, maxBuffer: 64 * 1024 * 1024 },
  );
  violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
});

afterAll(() => rm(house, { recursive: true, force: true }));

describe('The walls', () => {
  it.each(FORBIDDEN)('%s finds the forbidden import of %s', (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)).toContain(
      rule,
    );
  });

  it('accept files without forbidden imports', () => {
    expect(violations.filter(({ from }) => /\/(index|load|report)\.ts$/.test(from))).toEqual([]);
  });
});

describe('Reading the environment', () => {
  const lint = async (filePath: string) => {
    const eslint = new ESLint({ cwd: root });
    const [result] = await eslint.lintText('export const port = process.env.PORT;\n', { filePath });
    return result?.messages.map(({ ruleId }) => ruleId);
  };

  it('fails outside a configuration file', async () => {
    expect(await lint('apps/api-gateway/src/main.ts')).toContain('no-restricted-syntax');
  });

  it('is allowed inside a configuration file', async () => {
    expect(await lint('apps/api-gateway/src/config/gateway.config.ts')).toEqual([]);
  });
});
