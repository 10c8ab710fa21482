import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommandEcho, startRawEcho, type EchoPair } from '@starling/broker/bench';
import { startRedis } from '@starling/embedded';
import { type BenchReport } from '../harness/report.js';
import { type EchoFigures, measureEcho } from './echo-load.js';

const IN_FLIGHT = 64;

/** Measures a command and its reply between two processes, beside a bare echo over two streams of the same Redis. */
export async function benchCommands(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'starling-bench-'));
  const redis = await startRedis({ dataDir: folder });
  try {
    const floor = await measured(startRawEcho(redis.url));
    const subject = await measured(startCommandEcho(redis.url));
    return {
      name: 'commands',
      figures: named(subject),
      floor: named(floor),
      ratios: {
        p50: subject.p50Ms / floor.p50Ms,
        p99: subject.p99Ms / floor.p99Ms,
        perSecond: subject.perSecond / floor.perSecond,
      },
      notes: [
        'figure: Commands.send to a Nest message handler in a second process, 200-byte body',
        'floor: bare ioredis, XADD there and back over two streams, batched per event-loop tick',
        `p50 and p99 one at a time, the rate with ${IN_FLIGHT} in flight; Redis writes its append-only file`,
      ],
    };
  } finally {
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(starting: Promise<EchoPair>): Promise<EchoFigures> {
  const pair = await starting;
  try {
    return await measureEcho(pair.echo, IN_FLIGHT);
  } finally {
    await pair.stop();
  }
}

const named = ({ p50Ms, p99Ms, perSecond }: EchoFigures): Record<string, number> => ({
  oneAtATimeP50Ms: p50Ms,
  oneAtATimeP99Ms: p99Ms,
  [`perSecondWith${IN_FLIGHT}InFlight`]: perSecond,
});
