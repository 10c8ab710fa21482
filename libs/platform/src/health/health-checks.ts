export type HealthCheck = () => Promise<void>;

export interface HealthVerdict {
  readonly healthy: boolean;
  /** `ok`, or `fail: <reason>`, by name. */
  readonly results: Readonly<Record<string, string>>;
}

const DEFAULT_LIMIT_MS = 2_000;

/** What this process cannot work without. A check that does not answer in time has failed. */
export class HealthChecks {
  private readonly checks = new Map<string, { check: HealthCheck; limitMs: number }>();

  register(name: string, check: HealthCheck, { limitMs = DEFAULT_LIMIT_MS } = {}): void {
    this.checks.set(name, { check, limitMs });
  }

  async run(): Promise<HealthVerdict> {
    const results = await Promise.all(
      [...this.checks].map(
        async ([name, { check, limitMs }]) => [name, await outcome(check, limitMs)] as const,
      ),
    );
    return {
      healthy: results.every(([, result]) => result === 'ok'),
      results: Object.fromEntries(results),
    };
  }
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
