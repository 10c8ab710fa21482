import { quantile } from '../harness/quantile.js';

const WARM_UP_MS = 700;
const MEASURED_MS = 2_500;

export interface EchoFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}

type Echo = (body: string) => Promise<void>;

/**
 * Measures the delays one echo at a time, then the rate with `inFlight` echoes at a time. Each part has its own
 * warm-up.
 */
export async function measureEcho(echo: Echo, inFlight: number): Promise<EchoFigures> {
  const body = 'x'.repeat(200);
  await repeat(echo, body, WARM_UP_MS);
  const delaysMs = (await repeat(echo, body, MEASURED_MS)).sort((one, other) => one - other);
  await repeatBeside(echo, body, inFlight, WARM_UP_MS);
  const startedAt = performance.now();
  const count = await repeatBeside(echo, body, inFlight, MEASURED_MS);
  return {
    p50Ms: quantile(delaysMs, 0.5),
    p99Ms: quantile(delaysMs, 0.99),
    perSecond: (count / (performance.now() - startedAt)) * 1000,
  };
}

async function repeat(echo: Echo, body: string, forMs: number): Promise<number[]> {
  const delaysMs: number[] = [];
  const end = performance.now() + forMs;
  for (let begun = performance.now(); begun < end;) {
    await echo(body);
    const now = performance.now();
    delaysMs.push(now - begun);
    begun = now;
  }
  return delaysMs;
}

async function repeatBeside(
  echo: Echo,
  body: string,
  inFlight: number,
  forMs: number,
): Promise<number> {
  const lanes = Array.from({ length: inFlight }, () => repeat(echo, body, forMs));
  return (await Promise.all(lanes)).flat().length;
}
