import { spawn } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { until } from '@starling/testing';
import { nodeArguments } from './fixtures/spawn-source.js';

/** The tests use real processes. */

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'A script notices when its npm and shell end by %s',
  async (signal) => {
    // With a command behind it, the shell does not replace itself by the script.
    const shell = spawn(
      '/bin/sh',
      ['-c', '"$0" "$@"; true', process.execPath, ...nodeArguments('npm-child.mjs')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    shell.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    await until(() => said === 'watching');

    shell.kill(signal);

    await until(() => said === 'watchinggone');
    expect(said).toBe('watchinggone');
  },
);
