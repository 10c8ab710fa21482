import { describe, expect, it } from '@jest/globals';
import { OpeningSlots } from './opening-slots.js';

const PER_ACCOUNT = 16;

/** As many as one account may have, and the names of those that came in afterwards. */
async function givenFull() {
  const slots = new OpeningSlots();
  const taken = await Promise.all(Array.from({ length: PER_ACCOUNT }, () => slots.take('a')));
  const came: string[] = [];
  const take = (account: string, name: string) =>
    slots.take(account).then((giveBack) => {
      came.push(name);
      return giveBack;
    });
  return { slots, taken, came, take };
}

describe('Opening slots', () => {
  it('are given to whom of an account waits longest', async () => {
    const { taken, came, take } = await givenFull();
    const waiting = ['first', 'second'].map((name) => take('a', name));
    taken[0]?.();
    await waiting[0];
    expect(came).toEqual(['first']);
    taken[1]?.();
    await waiting[1];
    expect(came).toEqual(['first', 'second']);
  });

  it('are free for another account when one has all that it may have', async () => {
    const { came, take } = await givenFull();
    void take('a', 'waiting');
    await take('b', 'other');
    expect(came).toEqual(['other']);
  });

  it('are given back once, however often the way back is called', async () => {
    const { taken, came, take } = await givenFull();
    const waiting = [take('a', 'first'), take('a', 'second')];
    taken[0]?.();
    taken[0]?.();
    await waiting[0];
    await take('b', 'other');
    expect(came).toEqual(['first', 'other']);
  });
});
