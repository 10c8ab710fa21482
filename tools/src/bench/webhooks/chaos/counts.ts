import { type Request } from './failing-sink-worker.js';
import { type Mark } from './mark.js';

export interface Counts {
  readonly sent: number;
  /** Messages that were answered with success at least once. */
  readonly arrived: number;
  readonly lost: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** Successes of a message after its first one. */
  readonly copies: number;
  /** Messages that arrived under more than one event id. */
  readonly renamed: number;
  /** First attempts that arrived after the first attempt of a later event of the same chat. */
  readonly outOfOrder: number;
  /**
   * Messages that became events after a later message of the same chat: live messages overtake messages that waited.
   */
  readonly overtaken: number;
}

const nameOf = ({ chat, place }: Mark): string => `${chat} ${place}`;

/** Counts every single message; nothing is sampled. `events` are in the order in which their owner published them. */
export function countAll(
  sent: readonly Mark[],
  requests: readonly Request[],
  events: readonly Mark[],
): Counts {
  const successes = new Map<string, number>();
  const eventIds = new Map<string, Set<string>>();
  for (const request of requests) {
    const name = nameOf(request);
    eventIds.set(name, (eventIds.get(name) ?? new Set()).add(request.eventId));
    if (request.succeeded) successes.set(name, (successes.get(name) ?? 0) + 1);
  }
  const arrived = sent.filter((mark) => successes.has(nameOf(mark))).length;
  const firstAttempts = requests.filter(({ attempt }) => attempt === 1);
  const places = new Map(firstOnes(events).map((mark, place) => [nameOf(mark), place]));
  return {
    sent: sent.length,
    arrived,
    lost: sent.length - arrived,
    requests: requests.length,
    failedRequests: requests.filter(({ succeeded }) => !succeeded).length,
    copies: [...successes.values()].reduce((sum, count) => sum + count - 1, 0),
    renamed: [...eventIds.values()].filter((ids) => ids.size > 1).length,
    outOfOrder: late(firstAttempts, (mark) => places.get(nameOf(mark)) ?? Number.NaN),
    overtaken: late(events, ({ place }) => place),
  };
}

/** An event may have two first attempts when its process was killed. The earlier one counts. */
function firstOnes<Seen extends Mark>(marks: readonly Seen[]): Seen[] {
  const byName = new Map<string, Seen>();
  for (const mark of marks) if (!byName.has(nameOf(mark))) byName.set(nameOf(mark), mark);
  return [...byName.values()];
}

/** The number of marks that come after a mark of the same chat with a later place. */
function late(marks: readonly Mark[], placeOf: (mark: Mark) => number): number {
  const latest = new Map<number, number>();
  let count = 0;
  for (const mark of firstOnes(marks)) {
    const [place, before] = [placeOf(mark), latest.get(mark.chat) ?? -1];
    // A mark without a place never became an event. It counts too.
    if (!(place > before)) count += 1;
    else latest.set(mark.chat, place);
  }
  return count;
}
