import { runInBackground } from '@starling/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { openGuard } from '@starling/embedded';
import { type Journal } from '../log/journal.js';
import { lastReason } from '../log/log-line.js';
import { type ProcessPlan } from './process-plan.js';
import { type ReadyMessage, readyMessage } from './ready-message.js';

const KEPT_LINES = 40;
const GUARD_GRACE_SECONDS = 10;
/** Nest raises SIGTERM again after its shutdown hooks, which gives exit code 143. */
const CLEAN_CODES = [0, 143];

export interface AppEnding {
  clean: boolean;
  /** The exit code or signal, and the last reason in its log. */
  sentence: string;
}

/** One run of one process, from its start to its end. */
export class AppProcess {
  /** Resolves when the process serves, with undefined when it ended before that. */
  readonly ready: Promise<ReadyMessage | undefined>;
  readonly ended: Promise<AppEnding>;
  private readonly child: ChildProcess;
  private readonly lastLines: string[] = [];

  constructor(
    private readonly plan: ProcessPlan,
    private readonly journal: Journal,
  ) {
    const guard = openGuard('TERM', GUARD_GRACE_SECONDS);
    // The process has its own session: Ctrl-C reaches only the supervisor, which stops processes in the right order.
    this.child = spawn(process.execPath, [plan.entry], {
      detached: true,
      env: { ...plan.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    if (this.child.pid !== undefined) guard.watch(this.child.pid);
    this.readLines();
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => {
        guard.release();
        resolve({ clean: false, sentence: error.message });
      });
      // At 'exit' the reason may still be in the pipe; at 'close' it has been read.
      this.child.once('close', (code, signal) => {
        guard.release();
        resolve(this.describe(code, signal));
      });
    });
    this.ready = new Promise((resolve) => {
      this.child.on('message', (message) => {
        const parsed = readyMessage.safeParse(message);
        if (parsed.success) resolve(parsed.data);
      });
      runInBackground(
        'end of a process',
        this.ended.then(() => resolve(undefined)),
      );
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.child.kill(signal);
  }

  private readLines(): void {
    const { stdout, stderr } = this.child;
    for (const [stream, level] of [
      [stdout, 'info'],
      [stderr, 'error'],
    ] as const) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.lastLines.push(line);
        if (this.lastLines.length > KEPT_LINES) this.lastLines.shift();
        this.journal.record(this.plan.name, line, level);
      });
    }
  }

  private describe(code: number | null, signal: NodeJS.Signals | null): AppEnding {
    const clean = signal === 'SIGTERM' || (code !== null && CLEAN_CODES.includes(code));
    const reason = clean ? undefined : lastReason(this.lastLines);
    const how = signal ?? `code ${code}`;
    return { clean, sentence: reason === undefined ? how : `${how}: ${reason}` };
  }
}
