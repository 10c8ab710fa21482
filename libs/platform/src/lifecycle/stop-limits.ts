import { type ProcessRole } from '@starling/contract';

/**
 * Seconds from SIGTERM until a process of each role has ended, at the latest. The chart, the compose file, the supervisor
 * of `npm start` and the table in `docs/operations.md` give the same time; `npm test` compares them. Nearly every stop
 * is over much earlier: it lasts as long as the work under way.
 *
 * `api-gateway`: the longest request is a send of 150 s. `session-worker`: a thousand sessions are handed over ten at a
 * time. `ws-fanout`: clients get close code 1001. `delivery-worker`: the attempts under way end.
 */
export const STOP_LIMIT_SECONDS: Readonly<Record<ProcessRole, number>> = {
  'api-gateway': 170,
  'session-worker': 120,
  'ws-fanout': 25,
  'delivery-worker': 60,
  sandbox: 20,
};

/** Of that time, what is left for giving back what is held and for closing the stores. */
export const CLOSING_MS = 6_000;
