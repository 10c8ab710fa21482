const FAILURES_TO_OPEN = 10;
const FIRST_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 60_000;

/** How an endpoint has fared lately. The values are never changed, only replaced. */
export interface BreakerState {
  readonly failures: number;
  /** No attempts on the hot path before this; then one probe at a time. */
  readonly closedUntilMs: number;
}

export const HEALTHY: BreakerState = { failures: 0, closedUntilMs: 0 };

/** After a probe is let through, the next waits as if it had failed: only its success lets everybody in again. */
export function letThrough(
  state: BreakerState,
  nowMs: number,
): { readonly allowed: boolean; readonly state: BreakerState } {
  if (state.failures < FAILURES_TO_OPEN) return { allowed: true, state };
  if (nowMs < state.closedUntilMs) return { allowed: false, state };
  return { allowed: true, state: { ...state, closedUntilMs: nowMs + pauseMs(state.failures) } };
}

export function afterAttempt(state: BreakerState, reached: boolean, nowMs: number): BreakerState {
  if (reached) return HEALTHY;
  const failures = state.failures + 1;
  const closedUntilMs = failures < FAILURES_TO_OPEN ? 0 : nowMs + pauseMs(failures);
  return { failures, closedUntilMs };
}

const pauseMs = (failures: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** (failures - FAILURES_TO_OPEN), MAX_PAUSE_MS);
