import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fairShare } from './fair-share.js';
import { SHARDS, shardOf } from './shard-of.js';

describe('The fair share of shards', () => {
  it('adds up to all shards, and no reader has two more than another', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (readers) => {
        const shares = readers.map((reader) => fairShare(readers, reader, SHARDS));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(SHARDS);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('counts a reader that the others do not see yet', () => {
    expect(fairShare(['b'], 'a', SHARDS)).toBe(SHARDS / 2);
  });
});

describe('The shard of a key', () => {
  it('never changes: events of one instance would pass each other', () => {
    expect(['', 'a', 'instance-1', 'ü'].map((key) => shardOf(key))).toEqual([5, 12, 4, 10]);
  });
});
