import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from '@starling/testing';
import { inherited } from './environment.config.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LIMIT_MS = 120_000;

/** A shell in the folder of the checkout, as the reader of the README has one. What is pasted runs in it. */
export class Terminal {
  private readonly shell: ChildProcess;
  private shown = '';

  constructor() {
    // A group of its own, so that closing the terminal also ends what still runs in it.
    this.shell = spawn('bash', [], { cwd: ROOT, env: inherited, detached: true });
    for (const stream of [this.shell.stdout, this.shell.stderr]) {
      stream?.on('data', (bytes: Buffer) => (this.shown += bytes.toString()));
    }
  }

  get output(): string {
    return this.shown;
  }

  paste(block: string): void {
    this.shell.stdin?.write(`${block}\n`);
  }

  async shows(text: string): Promise<void> {
    await until(() => this.shown.includes(text), { limitMs: LIMIT_MS }).catch((error: Error) => {
      throw new Error(`${error.message} The terminal does not show ${text}:\n${this.shown}`);
    });
  }

  close(): void {
    const { pid, exitCode } = this.shell;
    if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
  }
}
