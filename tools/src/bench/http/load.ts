import autocannon from 'autocannon';

export interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Sample {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const CONNECTIONS = 50;
const ROUND_SECONDS = 3;
const ROUNDS = 3;

/** The median round of each target. Rounds of the targets alternate. */
export async function loadAlternately(targets: readonly Target[]): Promise<Map<string, Sample>> {
  const samples = new Map<string, Sample[]>();
  for (const target of targets) await load(target, 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets) {
      samples.set(target.name, [
        ...(samples.get(target.name) ?? []),
        await load(target, ROUND_SECONDS),
      ]);
    }
  }
  return new Map([...samples].map(([name, rounds]) => [name, median(rounds)]));
}

async function load({ name, url, headers }: Target, seconds: number): Promise<Sample> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${name}: ${result.non2xx} bad answers, ${result.errors} errors`);
  }
  const { requests, latency } = result;
  return { perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99 };
}

function median(rounds: readonly Sample[]): Sample {
  const sorted = [...rounds].sort((one, other) => one.perSecond - other.perSecond);
  return sorted[Math.floor(sorted.length / 2)] as Sample;
}
