import { describe, expect, it } from '@jest/globals';
import { OpeningSlots } from './opening-slots.js';

const AT_ONCE = 20;

describe('Opening slots', () => {
  it('let twenty in and give a free one to whoever waits longest', async () => {
    const slots = new OpeningSlots();
    const taken = await Promise.all(Array.from({ length: AT_ONCE }, () => slots.take()));
    const order: string[] = [];
    const waiting = ['first', 'second'].map((name) => slots.take().then(() => order.push(name)));
    expect(slots.waitingCount).toBe(2);
    taken[0]?.();
    await waiting[0];
    expect(order).toEqual(['first']);
    taken[1]?.();
    await waiting[1];
    expect(order).toEqual(['first', 'second']);
  });

  it('are given back once, however often the way back is called', async () => {
    const slots = new OpeningSlots();
    const taken = await Promise.all(Array.from({ length: AT_ONCE }, () => slots.take()));
    taken[0]?.();
    taken[0]?.();
    await slots.take();
    void slots.take();
    expect(slots.waitingCount).toBe(1);
  });
});
