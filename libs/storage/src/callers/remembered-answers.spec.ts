import { describe, expect, it } from '@jest/globals';
import { type AccountId } from '../tenancy/ids.js';
import { type Answer, RememberedAnswers } from './remembered-answers.js';

const MINE = 'mine' as AccountId;
const THEIRS = 'theirs' as AccountId;

function given() {
  const answers = new RememberedAnswers<string>();
  let lookUps = 0;
  const ask = (key: string, answer: Answer<string> | undefined) =>
    answers.ask(key, () => {
      lookUps += 1;
      return Promise.resolve(answer);
    });
  return { answers, ask, lookUps: () => lookUps };
}

describe('A remembered answer', () => {
  it('is given without another look-up', async () => {
    const { answers, ask } = given();
    expect(answers.get('a')).toBeUndefined();
    expect(await ask('a', { accountId: MINE, value: 'first' })).toBe('first');
    expect(answers.get('a')).toBe('first');
  });

  it('is forgotten with its account, and no other account’s with it', async () => {
    const { answers, ask } = given();
    await ask('a', { accountId: MINE, value: 'first' });
    await ask('b', { accountId: THEIRS, value: 'second' });
    answers.forget(MINE);
    expect([answers.get('a'), answers.get('b')]).toEqual([undefined, 'second']);
  });

  it('that may be anybody’s is forgotten with every account', async () => {
    const { answers, ask } = given();
    await ask('a', { accountId: undefined, value: 'nobody' });
    answers.forget(MINE);
    expect(answers.get('a')).toBeUndefined();
  });

  it('is looked up once for all who ask meanwhile', async () => {
    const { ask, lookUps } = given();
    const answer = { accountId: MINE, value: 'first' };
    expect(await Promise.all([ask('a', answer), ask('a', answer)])).toEqual(['first', 'first']);
    expect(lookUps()).toBe(1);
  });

  it('is no answer when there was nothing to remember', async () => {
    const { ask, lookUps } = given();
    await ask('a', undefined);
    await ask('a', undefined);
    expect(lookUps()).toBe(2);
  });

  it('that was on its way while its account changed is not remembered', async () => {
    const { answers, ask, lookUps } = given();
    const before = ask('a', { accountId: MINE, value: 'before' });
    answers.forget(MINE);
    const after = ask('a', { accountId: MINE, value: 'after' });
    expect(await Promise.all([before, after])).toEqual(['before', 'after']);
    expect(answers.get('a')).toBe('after');
    expect(lookUps()).toBe(2);
  });

  it('is asked for again after a look-up that failed', async () => {
    const { answers, ask } = given();
    const failing = answers.ask('a', () => Promise.reject(new Error('away')));
    await expect(failing).rejects.toThrow('away');
    expect(await ask('a', { accountId: MINE, value: 'first' })).toBe('first');
  });
});
