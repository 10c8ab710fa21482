/** Only a failure waits so long: machines that run other work beside the tests are slow. */
const LIMIT_MS = 90_000;
const POLL_MS = 50;

/** Waits for what another process will do in its own time. Throws when it does not happen. */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  { limitMs = LIMIT_MS }: { readonly limitMs?: number } = {},
): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs) throw new Error(`It did not come true in ${limitMs} ms.`);
    await new Promise((again) => setTimeout(again, POLL_MS));
  }
}
