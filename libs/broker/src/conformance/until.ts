import { setTimeout as wait } from 'node:timers/promises';

/** Looks again until it is so; the limit only ends a test that has failed. */
export async function until(
  what: () => boolean | Promise<boolean>,
  limitMs = 90_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`Not so within ${limitMs} ms: ${what.toString()}`);
    await wait(10);
  }
}
