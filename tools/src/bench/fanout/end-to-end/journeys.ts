import { quantile } from '../../harness/quantile.js';

/** The times of one message, all from the clock of the machine. */
export interface Journey {
  readonly startedMs: number;
  /** The contact has encrypted the message and written it to the worker's connection. */
  readonly handedMs: number;
  /** Redis stored the event. Unknown for frames without an id. */
  readonly loggedMs: number | undefined;
  readonly seenMs: number;
}

export interface Journeys {
  readonly perSecond: number;
  readonly lost: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /**
   * Shares of the mean: the contact's encryption, then the time until Redis stored the event, then the time to the
   * client.
   */
  readonly shares: { readonly contact: number; readonly owner: number; readonly node: number };
}

export function summarize(
  journeys: readonly Journey[],
  counted: Pick<Journeys, 'perSecond' | 'lost'>,
): Journeys {
  const totals = journeys.map(({ startedMs, seenMs }) => seenMs - startedMs).sort((a, b) => a - b);
  const meanOf = (stage: (journey: Journey) => number) =>
    journeys.reduce((sum, journey) => sum + stage(journey), 0) / journeys.length;
  const whole = meanOf(({ startedMs, seenMs }) => seenMs - startedMs);
  const shareOf = (stage: (journey: Journey) => number) => meanOf(stage) / whole;
  return {
    ...counted,
    p50Ms: quantile(totals, 0.5),
    p99Ms: quantile(totals, 0.99),
    shares: {
      contact: shareOf(({ startedMs, handedMs }) => handedMs - startedMs),
      owner: shareOf(({ handedMs, loggedMs = NaN }) => loggedMs - handedMs),
      node: shareOf(({ loggedMs = NaN, seenMs }) => seenMs - loggedMs),
    },
  };
}
