const FIRST_MS = 1_000;
const MAX_MS = 60_000;

/** After so many failures in a row a worker gives the session up; a worker with room claims it after its rest. */
export const FAILURES_BEFORE_PARKING = 5;

/** Doubles from one second to a minute; `random` (0 to 1) takes off up to a fifth, so that many do not come at once. */
export function reconnectDelayMs(failuresInARow: number, random: number): number {
  const full = Math.min(FIRST_MS * 2 ** Math.max(0, failuresInARow - 1), MAX_MS);
  return Math.round(full * (1 - random / 5));
}
