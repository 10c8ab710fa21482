import { describe, expect, it } from '@jest/globals';
import { ClaimShare } from './claim-share.js';

const WORKERS = ['w1', 'w2', 'w3'];
const INSTANCES = Array.from({ length: 60 }, (_, at) => `instance-${at}`);
const LATER = 3_001;

describe('The share of a worker', () => {
  it('is disjoint from the shares of the others, and together they are everything', () => {
    const shares = WORKERS.map((id) => new ClaimShare(id).of(INSTANCES, WORKERS, 0));
    expect(shares.flat().sort()).toEqual([...INSTANCES].sort());
    expect(shares.every(({ length }) => length > 0)).toBe(true);
  });

  it('is everything when no other worker has room', () => {
    expect(new ClaimShare('w1').of(INSTANCES, ['w1'], 0)).toEqual(INSTANCES);
  });

  it('has what the first worker of an instance did not take in three seconds', () => {
    const share = new ClaimShare('w1');
    const others = ['w2', 'w3'];
    expect(share.of(['a'], others, 0)).toEqual([]);
    expect(share.of(['a'], others, LATER - 1)).toEqual([]);
    expect(share.of(['a'], others, LATER)).toEqual(['a']);
  });

  it('counts the wait anew when an instance was taken meanwhile', () => {
    const share = new ClaimShare('w1');
    share.of(['a'], ['w2'], 0);
    share.of([], ['w2'], 1_000);
    expect(share.of(['a'], ['w2'], LATER)).toEqual([]);
  });
});
