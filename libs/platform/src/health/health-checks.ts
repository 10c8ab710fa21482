export type HealthCheck = () => Promise<void>;

export interface HealthVerdict {
  readonly healthy: boolean;
  /** `ok`, or `fail: <reason>`, by name. */
  readonly results: Readonly<Record<string, string>>;
}

const DEFAULT_LIMIT_MS = 2_000;

interface Registered {
  readonly check: HealthCheck;
  readonly limitMs: number;
}

/** What this process cannot work without. A check that does not answer in time has failed. */
export class HealthChecks {
  private readonly checks = new Map<string, Registered>();
  private readonly startChecks = new Map<string, Registered>();

  register(name: string, check: HealthCheck, { limitMs = DEFAULT_LIMIT_MS } = {}): void {
    this.checks.set(name, { check, limitMs });
  }

  /**
   * Something that other processes bring while a deployment starts. Until it was there once, this process is not ready;
   * when it is gone later, that is no reason to take the process out of service.
   */
  awaitOnce(name: string, check: HealthCheck): void {
    let isThere = false;
    const once = async () => {
      if (!isThere) await check();
      isThere = true;
    };
    this.startChecks.set(name, { check: once, limitMs: DEFAULT_LIMIT_MS });
  }

  /** Whether it can do its work now. */
  run(): Promise<HealthVerdict> {
    return verdictOf([...this.checks]);
  }

  /** Whether requests may come: it can do its work, and all that it waited for at its start has been there. */
  runReadiness(): Promise<HealthVerdict> {
    return verdictOf([...this.checks, ...this.startChecks]);
  }
}

async function verdictOf(checks: readonly (readonly [string, Registered])[]) {
  const results = await Promise.all(
    checks.map(
      async ([name, { check, limitMs }]) => [name, await outcome(check, limitMs)] as const,
    ),
  );
  return {
    healthy: results.every(([, result]) => result === 'ok'),
    results: Object.fromEntries(results),
  };
}

async function outcome(check: HealthCheck, limitMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`fail: no answer within ${limitMs} ms`), limitMs);
  });
  const checked = Promise.resolve()
    .then(check)
    .then(
      () => 'ok',
      (error: unknown) => `fail: ${error instanceof Error ? error.message : String(error)}`,
    );
  try {
    return await Promise.race([checked, late]);
  } finally {
    clearTimeout(timer);
  }
}
