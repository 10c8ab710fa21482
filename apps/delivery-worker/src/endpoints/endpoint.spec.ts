import { describe, expect, it } from '@jest/globals';
import { AccountShare } from './account-share.js';
import { Endpoint } from './endpoint.js';

const SHARD = 3;
const OTHER_SHARD = 4;

const endpointsOf = (share: AccountShare, count: number) =>
  Array.from({ length: count }, () => new Endpoint(share));

describe('The servers of one account', () => {
  it('are crowded together in a shard when all of them have a little in hand there, and nowhere else', () => {
    const share = new AccountShare();
    const slow = endpointsOf(share, 25);
    const places = slow.flatMap((endpoint) =>
      Array.from({ length: 10 }, () => ({ endpoint, place: endpoint.join(0, SHARD) })),
    );
    expect(slow.every((endpoint) => endpoint.isCrowded(0, SHARD))).toBe(true);
    expect(new Endpoint(new AccountShare()).isCrowded(0, SHARD)).toBe(false);
    expect(slow.some((endpoint) => endpoint.isCrowded(0, OTHER_SHARD))).toBe(false);
    for (const { endpoint, place } of places.slice(0, 1)) endpoint.leave(place);
    expect(slow.some((endpoint) => endpoint.isCrowded(0, SHARD))).toBe(false);
  });

  it('have so much of what waits under way and not more, however many they are', async () => {
    const share = new AccountShare();
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const tries = endpointsOf(share, 20).map((endpoint) => endpoint.takeLater(() => ended));
    expect(await Promise.all(tries.slice(16))).toEqual(Array(4).fill(undefined));
    expect(share.isLaterFull).toBe(true);
    end();
    expect(await Promise.all(tries.slice(0, 16))).toEqual(Array(16).fill('done'));
    expect(share.isIdle).toBe(true);
  });
});
