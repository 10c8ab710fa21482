import { CLOSING_MS } from './stop-limits.js';

/** What to close, in this order: nothing new comes in, work ends, what is held is given back, stores close last. */
const STOP_STAGES = ['intake', 'drain', 'release', 'stores'] as const;
export type StopStage = (typeof STOP_STAGES)[number];

export interface StopStep {
  readonly stage: StopStage;
  readonly name: string;
  readonly limitMs: number;
  readonly close: () => Promise<void> | void;
}

export interface StopReport {
  readonly name: string;
  readonly stage: StopStage;
  readonly durationMs: number;
  readonly error?: unknown;
}

const DEFAULT_LIMIT_MS = 10_000;
/** A step gets so much even when the steps before it used up the time. */
const MIN_LIMIT_MS = 500;
/** Their steps may use the time that the stages after them do not need. */
const WORK_STAGES: readonly StopStage[] = ['intake', 'drain'];

/**
 * Closes a process in reverse order of opening, within `limitMs` as a whole. A step that fails or hangs never keeps the
 * others from closing.
 */
export class Lifecycle {
  private readonly steps: StopStep[] = [];
  private started = false;
  private stopping: Promise<StopReport[]> | undefined;

  constructor(private readonly limitMs: number) {}

  /** Work may come in only while it is `serving`. */
  get phase(): 'starting' | 'serving' | 'stopping' {
    if (this.isStopping) return 'stopping';
    return this.started ? 'serving' : 'starting';
  }

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Everything is open. */
  markStarted(): void {
    this.started = true;
  }

  /** A step that waits for work of unknown length gives `Infinity` as its limit, and gets the time that there is. */
  onStop(
    stage: StopStage,
    name: string,
    close: StopStep['close'],
    limitMs: number = DEFAULT_LIMIT_MS,
  ): void {
    this.steps.push({ stage, name, close, limitMs });
  }

  /** Asked twice, it runs once; both callers see the same end. */
  stop(): Promise<StopReport[]> {
    this.stopping ??= this.closeAll();
    return this.stopping;
  }

  private async closeAll(): Promise<StopReport[]> {
    const reports: StopReport[] = [];
    const endMs = performance.now() + this.limitMs;
    for (const stage of STOP_STAGES) {
      const steps = this.steps.filter((step) => step.stage === stage).reverse();
      const stageEndMs = WORK_STAGES.includes(stage) ? endMs - CLOSING_MS : endMs;
      for (const step of steps) {
        const leftMs = Math.max(MIN_LIMIT_MS, stageEndMs - performance.now());
        reports.push(await close({ ...step, limitMs: Math.min(step.limitMs, leftMs) }));
      }
    }
    return reports;
  }
}

async function close({ name, stage, close, limitMs }: StopStep): Promise<StopReport> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not closed within ${Math.round(limitMs)} ms`)),
      limitMs,
    );
  });
  try {
    await Promise.race([Promise.resolve().then(close), late]);
    return { name, stage, durationMs: took() };
  } catch (error) {
    return { name, stage, durationMs: took(), error };
  } finally {
    clearTimeout(timer);
  }
}
