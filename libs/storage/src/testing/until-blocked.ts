import { type Bench } from './bench.js';

const PATIENCE_MS = 90_000;

/** Until so many statements of this bench wait for a lock of another. */
export async function untilBlocked({ database }: Bench, count: number): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const [{ blocked }] = await database.client.$queryRaw<[{ blocked: number }]>`
      SELECT count(*)::int AS blocked FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (blocked >= count) return;
    if (performance.now() > endMs) throw new Error(`${blocked} of ${count} statements wait`);
  }
}
