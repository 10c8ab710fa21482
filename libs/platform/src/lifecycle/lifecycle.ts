/** What to close, in this order: nothing new comes in, work ends, what is held is given back, stores close last. */
export const STOP_STAGES = ['intake', 'drain', 'release', 'stores'] as const;
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

/** Closes a process in reverse order of opening. A step that fails or hangs never keeps the others from closing. */
export class Lifecycle {
  private readonly steps: StopStep[] = [];
  private started = false;
  private stopping: Promise<StopReport[]> | undefined;

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
    for (const stage of STOP_STAGES) {
      const steps = this.steps.filter((step) => step.stage === stage).reverse();
      for (const step of steps) reports.push(await close(step));
    }
    return reports;
  }
}

async function close({ name, stage, close, limitMs }: StopStep): Promise<StopReport> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not closed within ${limitMs} ms`)), limitMs);
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
