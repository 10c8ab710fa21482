import { describe, expect, it } from '@jest/globals';
import { reconnectDelayMs } from './reconnect-delay.js';

describe('The wait before a session is opened again', () => {
  it('doubles from one second to a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => reconnectDelayMs(failures, 0));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is shortened by up to a fifth, so that sessions which fell together do not come back together', () => {
    expect(reconnectDelayMs(3, 1)).toBe(3_200);
    expect(reconnectDelayMs(3, 0.5)).toBe(3_600);
  });
});
