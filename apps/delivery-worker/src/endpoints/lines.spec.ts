import { describe, expect, it } from '@jest/globals';
import { Lines } from './lines.js';

describe('A line', () => {
  it('lets work begin when the work before it has left, while other lines go on', () => {
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
});
