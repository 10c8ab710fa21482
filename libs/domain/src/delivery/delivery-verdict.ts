export type DeliveryVerdict = 'delivered' | 'retry' | 'give_up';

/** What no waiting heals: gone, too large, a type that is not taken. */
const HOPELESS: ReadonlySet<number> = new Set([410, 413, 415]);

/** Redirects are not followed and count as failures; so does no answer at all (undefined). */
export function judgeAnswer(status: number | undefined): DeliveryVerdict {
  if (status === undefined) return 'retry';
  if (status >= 200 && status < 300) return 'delivered';
  return HOPELESS.has(status) ? 'give_up' : 'retry';
}
