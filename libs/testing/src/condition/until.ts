import { setTimeout as wait } from 'node:timers/promises';

/** Only a test that fails waits so long: machines that run other work beside the tests are slow. */
const LIMIT_MS = 90_000;
const POLL_MS = 20;

/** Waits until the condition is true. Throws with the text of the condition when it is not true in time. */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  { limitMs = LIMIT_MS }: { readonly limitMs?: number } = {},
): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs)
      throw new Error(`Not true within ${limitMs} ms: ${isTrue.toString()}`);
    await wait(POLL_MS);
  }
}
