import { type Request } from './failing-sink-worker.js';
import { type Mark } from './mark.js';

export interface Counts {
  readonly sent: number;
  /** Answered with success at least once. */
  readonly arrived: number;
  readonly lost: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** Successes of a message beyond its first. */
  readonly copies: number;
  /** Messages that came under more than one event id. */
  readonly renamed: number;
  /** First attempts that came after the first attempt of a later message of their chat. */
  readonly outOfOrder: number;
}

const nameOf = ({ chat, place }: Mark): string => `${chat} ${place}`;

/** All of them, one by one; nothing is sampled. */
export function countAll(sent: readonly Mark[], requests: readonly Request[]): Counts {
  const successes = new Map<string, number>();
  const eventIds = new Map<string, Set<string>>();
  for (const request of requests) {
    const name = nameOf(request);
    eventIds.set(name, (eventIds.get(name) ?? new Set()).add(request.eventId));
    if (request.taken) successes.set(name, (successes.get(name) ?? 0) + 1);
  }
  const arrived = sent.filter((mark) => successes.has(nameOf(mark))).length;
  return {
    ...{ sent: sent.length, arrived, lost: sent.length - arrived, requests: requests.length },
    failedRequests: requests.filter(({ taken }) => !taken).length,
    copies: [...successes.values()].reduce((sum, count) => sum + count - 1, 0),
    renamed: [...eventIds.values()].filter((ids) => ids.size > 1).length,
    outOfOrder: outOfOrder(requests),
  };
}

/** An event that is handed out again after a death has its first attempt again; its earliest one counts. */
function outOfOrder(requests: readonly Request[]): number {
  const seen = new Set<string>();
  const latest = new Map<number, number>();
  let late = 0;
  for (const request of requests) {
    if (request.attempt !== 1 || seen.has(nameOf(request))) continue;
    seen.add(nameOf(request));
    const before = latest.get(request.chat) ?? -1;
    if (request.place < before) late += 1;
    latest.set(request.chat, Math.max(before, request.place));
  }
  return late;
}
