const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** What is waited before each attempt; the first goes out at once. */
export const ATTEMPT_WAITS_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  15 * SECOND_MS,
  30 * SECOND_MS,
  ...[1, 2, 5, 10, 20, 40].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 4, 8, 8].map((hours) => hours * HOUR_MS),
];

/** Deliveries that failed together come back apart. */
const MAX_STRETCH = 0.2;

/**
 * The wait after so many attempts; undefined when that was the last one. `random` is in [0, 1); what the receiver asks
 * for counts when it is longer, and is not stretched.
 */
export function nextAttemptDelayMs(
  attemptsMade: number,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined {
  const stepMs = ATTEMPT_WAITS_MS[attemptsMade];
  if (stepMs === undefined) return undefined;
  const stretchedMs = Math.round(stepMs * (1 + MAX_STRETCH * random));
  return Math.max(stretchedMs, retryAfterMs ?? 0);
}
