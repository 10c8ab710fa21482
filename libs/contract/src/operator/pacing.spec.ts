import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../operation/parse-request.js';
import { changePacing } from './change-pacing.js';

describe('Pacing', () => {
  const change = (body: unknown) => parseBody(changePacing, body);

  it.each([
    [
      { messagesPerSecond: 0.5, burst: 3 },
      { messagesPerSecond: 0.5, burst: 3 },
    ],
    [{ messagesPerSecond: 2 }, { messagesPerSecond: 2, burst: 1 }],
    [
      { messagesPerSecond: 2, burst: null },
      { messagesPerSecond: 2, burst: 1 },
    ],
    [{ messagesPerSecond: null }, null],
    [{ messagesPerSecond: null, burst: 3 }, null],
  ])('of %j means %j', (body, meant) => {
    expect(change(body)).toEqual(meant);
  });

  it.each([
    {},
    { burst: 3 },
    ...[0, -1, 1_001, '1', true].map((messagesPerSecond) => ({ messagesPerSecond })),
    ...[0, -1, 101, 1.5, '1'].map((burst) => ({ messagesPerSecond: 1, burst })),
  ])('cannot be %j', (body) => {
    expect(() => change(body)).toThrow('Invalid request body');
  });
});
