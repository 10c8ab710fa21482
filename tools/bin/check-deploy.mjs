#!/usr/bin/env node
/** `npm run check:deploy`: builds the tools and runs the checks (tools/src/check-deploy) on Node 24. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onNode24 } from './node24.mjs';
import { readArguments } from './read-arguments.mjs';

const HELP = `Checks the image, the compose file and the Helm chart as far as that goes without an engine or a cluster.

  npm run check:deploy

  -h, --help   this text`;

readArguments({ program: 'npm run check:deploy', help: HELP });
await onNode24(import.meta.url);

const root = fileURLToPath(new URL('../../', import.meta.url));
const build = spawnSync(
  process.execPath,
  [`${root}node_modules/nx/dist/bin/nx.js`, 'build', '@starling/tools'],
  { cwd: root, encoding: 'utf8', env: { ...process.env, NX_TUI: 'false', NX_DAEMON: 'false' } },
);
if (build.status !== 0) {
  console.error(
    `${build.stdout}${build.stderr}\nThe tools could not be built, so nothing was checked.`,
  );
  console.log('0 passed, 1 failed');
  process.exit(1);
}
await import('../dist/check-deploy/main.js');
