#!/usr/bin/env node
/**
 * The official Prisma CLI, from any directory, on a machine that cannot download its native engine.
 * All arguments are passed on: `npm run prisma -- migrate dev --name add_something`.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

if (!existsSync(`${root}node_modules`)) {
  console.error('The packages are missing: run npm ci first.');
  process.exit(1);
}

const child = spawn(
  process.execPath,
  [require.resolve('prisma/build/index.js'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...quiet(), ...engine() } },
);
// A terminal signals the whole process group, a supervisor only this process: the CLI must get both.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});

function quiet() {
  return { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };
}

/** Prefers a native engine, which the operator named or npm installed beside the CLI. */
function engine() {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY || hasNativeEngine()) return {};
  const shim = fileURLToPath(new URL('./schema-engine.mjs', import.meta.url));
  return { PRISMA_SCHEMA_ENGINE_BINARY: shim };
}

function hasNativeEngine() {
  const engines = dirname(require.resolve('@prisma/engines/package.json'));
  return readdirSync(engines).some((name) => name.startsWith('schema-engine-'));
}
