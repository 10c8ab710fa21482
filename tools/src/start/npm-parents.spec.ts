import { spawn } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { eventually } from './fixtures/eventually.js';
import { nodeArguments } from './fixtures/spawn-source.js';

/** Real processes on a machine that may be busy with everything else. */

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'a script whose npm and shell end by %s notices, although nobody told it',
  async (signal) => {
    // The trailing command keeps the shell from becoming the script.
    const shell = spawn(
      '/bin/sh',
      ['-c', '"$0" "$@"; true', process.execPath, ...nodeArguments('npm-child.mjs')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    shell.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    await eventually(() => said === 'watching');

    shell.kill(signal);

    await eventually(() => said === 'watchinggone');
    expect(said).toBe('watchinggone');
  },
);
