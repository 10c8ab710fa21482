import { STOP_LIMIT_SECONDS, runInBackground } from '@starling/platform';
import { type Journal } from '../log/journal.js';
import { StartError } from '../failure/start-error.js';
import { AppProcess } from './app-process.js';
import { Backoff } from '../failure/backoff.js';
import { type ProcessPlan } from './process-plan.js';
import { type ReadyMessage } from './ready-message.js';

export interface ProcessLimits {
  readyMs: number;
  stopMs: number;
}

const READY_LIMIT_MS = 60_000;
/** A process ends by itself within its own limit. One that hangs is killed after this margin. */
const STOP_MARGIN_MS = 2_000;

/** Runs one process of the plan, and starts it again until it is stopped. */
export class SupervisedProcess {
  private current: AppProcess | undefined;
  private stopping = false;
  private readonly backoff = new Backoff();

  constructor(
    readonly plan: ProcessPlan,
    private readonly journal: Journal,
    private readonly limits: ProcessLimits = {
      readyMs: READY_LIMIT_MS,
      stopMs: STOP_LIMIT_SECONDS[plan.role] * 1_000 + STOP_MARGIN_MS,
    },
  ) {}

  get pid(): number | undefined {
    return this.current?.pid;
  }

  /** Rejects when the first run does not become ready. After that the process is started again whenever it ends. */
  async start(): Promise<ReadyMessage> {
    const life = this.spawn();
    let late = '';
    const limit = setTimeout(() => {
      late = `not ready within ${this.limits.readyMs / 1000}s, `;
      life.kill('SIGKILL');
    }, this.limits.readyMs);
    const ready = await life.ready;
    clearTimeout(limit);
    if (!ready) {
      const { sentence } = await life.ended;
      throw new StartError(
        `${this.plan.name} did not start (${late}${sentence}); its log is in ${this.journal.path}.`,
      );
    }
    runInBackground('keep a process alive', this.keepAlive(life));
    return ready;
  }

  /** Resolves when the process has ended. SIGKILL ends a process that exceeds its limit. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.backoff.cancel();
    const life = this.current;
    if (!life) return;
    life.kill('SIGTERM');
    const limit = setTimeout(() => life.kill('SIGKILL'), this.limits.stopMs);
    const ending = await life.ended;
    clearTimeout(limit);
    if (!ending.clean)
      this.journal.say(`${this.plan.name} did not stop cleanly (${ending.sentence}).`, 'warn');
  }

  kill(): void {
    this.stopping = true;
    this.backoff.cancel();
    this.current?.kill('SIGKILL');
  }

  private spawn(): AppProcess {
    const life = new AppProcess(this.plan, this.journal);
    this.current = life;
    runInBackground(
      'end of a process',
      life.ended.then(() => {
        if (this.current === life) this.current = undefined;
      }),
    );
    return life;
  }

  private async keepAlive(first: AppProcess): Promise<void> {
    for (let life = first; ; life = this.spawn()) {
      runInBackground(
        'become ready',
        life.ready.then((ready) => ready && this.backoff.onReady()),
      );
      const { sentence } = await life.ended;
      if (this.stopping) return;
      const waitMs = this.backoff.nextMs();
      this.journal.say(
        `✗ ${this.plan.name} ended (${sentence}); starting it again in ${waitMs / 1000}s`,
        'error',
      );
      await this.backoff.wait(waitMs);
      if (this.stopping) return;
    }
  }
}
