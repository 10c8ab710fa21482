import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NEEDED_MAJOR = 24;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Resolves when this process runs on Node 24 or newer. On an older Node it runs the script again on the Node 24 that
 * `npm ci` installed, exits with its exit code, and never resolves. This file uses no package, so it runs anywhere.
 */
export async function onNode24(scriptUrl) {
  if (!existsSync(`${root}node_modules`)) {
    console.error('The packages are missing: run npm ci first.');
    process.exit(1);
  }
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return;
  const node = packagedNode();
  if (!existsSync(node)) {
    console.error(
      `This needs Node ${NEEDED_MAJOR}, but this is ${process.version}: run npm ci, or install Node ${NEEDED_MAJOR}.`,
    );
    process.exit(1);
  }
  // The script notices on the IPC channel when this process is killed and cannot forward a signal.
  const child = spawn(node, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]));
  });
  process.exit(code);
}

function packagedNode() {
  return `${root}node_modules/node-${process.platform}-${process.arch}/bin/node`;
}
