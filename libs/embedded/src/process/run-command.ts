import { spawn } from 'node:child_process';
import { type ServerCommand } from './server-process.js';

export interface CommandOutcome {
  ok: boolean;
  stdout: string;
  /** Standard output and error in the order they came. */
  output: string;
}

/** Runs a command to its end. The outcome is not ok when the command fails or cannot be started. */
export function runCommand(command: ServerCommand, cwd = '/'): Promise<CommandOutcome> {
  const { file, args, input, ...rest } = command;
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...rest, cwd, stdio: 'pipe' });
    let stdout = '';
    let output = '';
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.stdout.on('data', (bytes: Buffer) => {
      stdout += bytes.toString();
      output += bytes.toString();
    });
    child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.once('error', (error) => resolve({ ok: false, stdout, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, stdout, output }));
  });
}
