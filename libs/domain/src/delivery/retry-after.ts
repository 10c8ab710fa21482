const MAX_MS = 60 * 60 * 1_000;

/** What a 429 or 503 asks for, in seconds or as a date: at most an hour; undefined when it asks for nothing readable. */
export function retryAfterMs(
  status: number,
  header: string | undefined,
  nowMs: number,
): number | undefined {
  if ((status !== 429 && status !== 503) || header === undefined) return undefined;
  const text = header.trim();
  const askedMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  if (Number.isNaN(askedMs)) return undefined;
  return Math.min(Math.max(askedMs, 0), MAX_MS);
}
