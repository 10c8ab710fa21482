import { describe, expect, it } from '@jest/globals';
import { Lines } from './lines.js';
import { Slots } from './slots.js';

describe('Whoever waits for a turn', () => {
  it('in a line gets it when the one before has left, while other lines go on', () => {
    const lines = new Lines();
    const begun: string[] = [];
    for (const who of ['a1', 'a2', 'b1', 'a3']) {
      lines.enter(who.slice(0, 1), () => begun.push(who));
    }
    expect(begun).toEqual(['a1', 'b1']);
    lines.leave('a');
    expect(begun).toEqual(['a1', 'b1', 'a2']);
    lines.leave('a');
    lines.leave('a');
    lines.enter('a', () => begun.push('a4'));
    expect(begun).toEqual(['a1', 'b1', 'a2', 'a3', 'a4']);
  });

  it('for a slot gets it in the order of coming, and never one too many has one', () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    for (const who of [1, 2, 3, 4]) slots.take(() => begun.push(who));
    expect(begun).toEqual([1, 2]);
    slots.giveBack();
    expect(begun).toEqual([1, 2, 3]);
    slots.giveBack();
    slots.giveBack();
    slots.take(() => begun.push(5));
    slots.take(() => begun.push(6));
    expect(begun).toEqual([1, 2, 3, 4, 5]);
  });
});
