import { describe, expect, it } from '@jest/globals';
import { AccountShare } from './account-share.js';
import { Endpoint } from './endpoint.js';

const SHARD = 3;
const OTHER_SHARD = 4;

const endpointsOf = (share: AccountShare, count: number) =>
  Array.from({ length: count }, () => new Endpoint(share));

describe('The servers of one account', () => {
  it('are crowded together in a shard when all of them have a little waiting there, and in no other', () => {
    const share = new AccountShare();
    const slow = endpointsOf(share, 25);
    const arrivals = slow.flatMap((endpoint) =>
      Array.from({ length: 10 }, () => ({ endpoint, arrival: endpoint.enter(0, SHARD) })),
    );
    expect(slow.every((endpoint) => endpoint.isCrowded(0, SHARD))).toBe(true);
    expect(new Endpoint(new AccountShare()).isCrowded(0, SHARD)).toBe(false);
    expect(slow.some((endpoint) => endpoint.isCrowded(0, OTHER_SHARD))).toBe(false);
    for (const { endpoint, arrival } of arrivals.slice(0, 1)) endpoint.leave(arrival);
    expect(slow.some((endpoint) => endpoint.isCrowded(0, SHARD))).toBe(false);
  });

  it('run a limited number of queued deliveries at a time, however many servers there are', async () => {
    const share = new AccountShare();
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const runs = endpointsOf(share, 20).map((endpoint) => endpoint.runQueued(() => ended));
    expect(await Promise.all(runs.slice(16))).toEqual(Array(4).fill(false));
    expect(share.isQueuedFull).toBe(true);
    end();
    expect(await Promise.all(runs.slice(0, 16))).toEqual(Array(16).fill(true));
    expect(share.isIdle).toBe(true);
  });
});
