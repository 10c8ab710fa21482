import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NX = 'node_modules/nx/dist/bin/nx.js';
const STAMP = 'node_modules/.cache/starling/build-stamp';
/** The inputs of a build. The lock file stands for node_modules. */
const SOURCES = [
  'apps',
  'libs',
  'tools',
  'prisma',
  'nx.json',
  'package-lock.json',
  'tsconfig.base.json',
];
const SKIPPED = new Set(['node_modules', 'dist', 'generated', 'test-results', '.cache']);

/**
 * Builds everything if something has changed since the last build by this function. The stamp covers sources and
 * results (by path, size and time), so it notices a deleted `dist`. Nx itself would need over a second at every
 * start.
 */
export async function buildIfChanged(root) {
  const startedMs = performance.now();
  const stampPath = join(root, STAMP);
  const before = fingerprint(root);
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === before) {
    return say('✓ build (unchanged)', startedMs);
  }
  const { code, output } = await build(root);
  if (code !== 0) {
    console.log(output);
    console.error('The build failed: its output is above.');
    process.exit(code === null ? 1 : code);
  }
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, fingerprint(root));
  say('✓ build', startedMs);
}

function build(root) {
  const child = spawn(process.execPath, [join(root, NX), 'run-many', '-t', 'build'], {
    cwd: root,
    env: { ...process.env, NX_TUI: 'false', NX_DAEMON: 'false', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const read = (bytes) => {
    output += bytes;
    const built = output.match(/✔ +nx run /g)?.length ?? 0;
    if (process.stdout.isTTY) process.stdout.write(`\r… build (${built} projects)`);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function say(text, startedMs) {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${process.stdout.isTTY ? '\r\u001b[K' : ''}${text} ${seconds}s`);
}

function fingerprint(root) {
  const hash = createHash('sha256');
  hash.update(process.version);
  for (const name of SOURCES) addPath(hash, join(root, name));
  for (const room of ['apps', 'libs']) {
    for (const project of readdirSync(join(root, room))) {
      addPath(hash, join(root, room, project, 'dist', '.tsbuildinfo'));
    }
  }
  addPath(hash, join(root, 'tools', 'dist', '.tsbuildinfo'));
  return hash.digest('hex');
}

function addPath(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    hash.update(`${path} ${stat?.size} ${stat?.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (!SKIPPED.has(name) && !name.endsWith('.spec.ts')) addPath(hash, join(path, name));
  }
}
