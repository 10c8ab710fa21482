import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { openGuard } from './guard.js';

export interface ServerCommand {
  file: string;
  args: readonly string[];
  /** Written to the standard input, which is then closed. This way secrets do not show in the process list. */
  input?: string;
  uid?: number;
  gid?: number;
  env?: Record<string, string>;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: Error;
}

const MAX_KEPT_LINES = 40;
const GUARD_GRACE_SECONDS = 10;

/**
 * A database server as a child process. A guard ends it with this process; its last lines are kept for error
 * messages.
 */
export class ServerProcess {
  readonly lastLines: string[] = [];
  readonly ended: Promise<Ending>;
  ending: Ending | undefined;
  private readonly child;

  constructor(command: ServerCommand, log: (line: string) => void) {
    const guard = openGuard('INT', GUARD_GRACE_SECONDS);
    const { input, file, args, ...rest } = command;
    // A session of its own: Ctrl-C must reach this process alone, which stops the servers in the right order.
    this.child = spawn(file, args, { ...rest, cwd: '/', detached: true, stdio: 'pipe' });
    if (this.child.pid !== undefined) guard.watch(this.child.pid);
    this.child.stdin.on('error', () => undefined);
    this.child.stdin.end(input ?? '');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.lastLines.push(line);
        if (this.lastLines.length > MAX_KEPT_LINES) this.lastLines.shift();
        log(line);
      });
    }
    this.ended = new Promise((resolve) => {
      const end = (ending: Ending) => {
        this.ending ??= ending;
        guard.release();
        resolve(this.ending);
      };
      this.child.once('error', (error) => end({ code: null, signal: null, error }));
      // 'exit' would be too early: at that moment the last lines are still in the pipe.
      this.child.once('close', (code, signal) => end({ code, signal }));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when the process has ended. After the timeout it is ended with SIGKILL. */
  async stop(signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
    if (this.ending) return;
    this.child.kill(signal);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), timeoutMs);
    await this.ended;
    clearTimeout(timer);
  }
}
