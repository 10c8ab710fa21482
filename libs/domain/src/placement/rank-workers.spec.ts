import { describe, expect, it } from '@jest/globals';
import { rankWorkers } from './rank-workers.js';

const WORKERS = ['worker-1', 'worker-2', 'worker-3', 'worker-4'];
const INSTANCES = Array.from({ length: 4_000 }, (_, index) => `5e1d0c4e-7f0e-4a5e-9a53-${index}`);
const firstOf = (instance: string, workers: readonly string[]) => rankWorkers(instance, workers)[0];

describe('The ranking of workers', () => {
  it('is the same for everybody, in whichever order they know the workers', () => {
    const turned = [...WORKERS].reverse();
    for (const instance of INSTANCES.slice(0, 100)) {
      expect(rankWorkers(instance, turned)).toEqual(rankWorkers(instance, WORKERS));
    }
  });

  it('gives each worker its share, to within a tenth', () => {
    for (const worker of WORKERS) {
      const share = INSTANCES.filter((instance) => firstOf(instance, WORKERS) === worker).length;
      expect(Math.abs(share - 1_000)).toBeLessThan(100);
    }
  });

  it('moves only the instances of the worker that went', () => {
    const left = WORKERS.slice(1);
    for (const instance of INSTANCES) {
      const before = firstOf(instance, WORKERS);
      if (before !== 'worker-1') expect(firstOf(instance, left)).toBe(before);
    }
  });

  it('of nobody is empty', () => {
    expect(rankWorkers('instance', [])).toEqual([]);
  });
});
