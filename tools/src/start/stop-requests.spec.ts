import { describe, expect, it } from '@jest/globals';
import { StopRequests } from './stop-requests.js';

describe('Requests to stop', () => {
  it('count once when npm and the terminal both deliver the same Ctrl-C', () => {
    const counts: number[] = [];
    const requests = new StopRequests((count) => counts.push(count));
    requests.arrive(1_000);
    requests.arrive(1_003);
    requests.arrive(1_080);

    expect(counts).toEqual([1]);
  });

  it('count twice when a second Ctrl-C follows later', () => {
    const counts: number[] = [];
    const requests = new StopRequests((count) => counts.push(count));
    requests.arrive(1_000);
    requests.arrive(2_000);
    requests.arrive(2_003);

    expect(counts).toEqual([1, 2]);
  });
});
