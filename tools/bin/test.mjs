import { spawn } from 'node:child_process';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onNode24 } from './node24.mjs';
import { readArguments } from './read-arguments.mjs';

/*
 * `npm test`: everything that must hold before a change lands. Each check counts as one test. The counts of Jest come
 * from the files of its reporter, which Nx restores with a cached run. The last line is `N passed, N failed`.
 */
const HELP = `Builds, then runs lint, walls, format, every test and the checks of docker and Kubernetes.

  npm test

  -h, --help   this text

One project: npm test in its folder, and npm test -- src/FOLDER for one folder of it.`;

readArguments({ program: 'npm test', help: HELP });
await onNode24(import.meta.url);

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const total = { passed: 0, failed: 0, skipped: 0 };

function run(command, args, { env = process.env, capture = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

async function check(title, command, args) {
  console.log(`\n== ${title}`);
  const { ok } = await run(command, args);
  total[ok ? 'passed' : 'failed'] += 1;
  return ok;
}

async function projectFolders() {
  const rooms = await Promise.all(
    ['apps', 'libs'].map(async (parent) =>
      (await readdir(join(root, parent))).map((name) => `${parent}/${name}`),
    ),
  );
  return [...rooms.flat(), 'tools', 'e2e'];
}

/** Removes the counts of earlier runs: a project that crashes writes none, and old ones must not count instead. */
async function forgetCounts() {
  for (const folder of await projectFolders()) {
    await rm(join(root, folder, 'test-results'), { recursive: true, force: true });
  }
}

async function addJestCounts(jestPassed) {
  let failures = 0;
  for (const folder of await projectFolders()) {
    const text = await readFile(join(root, folder, 'test-results/counts.json'), 'utf8').catch(
      () => null,
    );
    if (!text) continue;
    const counts = JSON.parse(text);
    for (const key of Object.keys(total)) total[key] += counts[key];
    failures += counts.failed;
  }
  // A project crashed before it wrote its counts.
  if (!jestPassed && failures === 0) total.failed += 1;
}

async function runJest() {
  console.log('\n== unit, integration and end-to-end tests');
  await forgetCounts();
  const { startServices } = await import('../../jest.services.mjs');
  const services = await startServices();
  try {
    const env = { ...process.env, ...services.env };
    const inRooms = await run(bin('nx'), ['run-many', '-t', 'test', '--exclude', '@starling/e2e'], {
      env,
    });
    const endToEnd = await run(bin('nx'), ['run', '@starling/e2e:test'], { env });
    await addJestCounts(inRooms.ok && endToEnd.ok);
  } finally {
    await services.stop();
  }
}

async function checkDeploy() {
  console.log('\n== docker and Kubernetes');
  const { ok, output } = await run(process.execPath, ['tools/bin/check-deploy.mjs'], {
    capture: true,
  });
  const counts = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(output.trim());
  total.passed += Number(counts?.[1] ?? 0);
  total.failed += counts ? Number(counts[2]) : Number(!ok);
  total.skipped += Number(counts?.[3] ?? 0);
}

const built = await check('build', bin('nx'), ['run-many', '-t', 'build']);
if (built) {
  await check('lint', bin('nx'), ['run-many', '-t', 'lint']);
  await check('walls', bin('depcruise'), [
    '--config',
    'dependency-cruiser.config.mjs',
    'apps',
    'libs',
    'tools',
    'e2e',
  ]);
  await check('unused files, exports and packages', bin('knip'), ['--no-config-hints']);
  await check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']);
  await runJest();
  await checkDeploy();
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
