import { describe, expect, it } from '@jest/globals';
import { ByteBudget } from './byte-budget.js';

const limits = { process: 100, account: 60, token: 40 };
const mine = { account: 'mine', token: 'a' };
const BUSY = expect.objectContaining({ code: 'ServerBusy', retryAfterSeconds: 2 }) as Error;

describe('The budget of bytes', () => {
  it('bounds a token, its account and the process, and leaves room for others', () => {
    const budget = new ByteBudget(limits);
    budget.open(mine).growTo(40);
    expect(() => budget.open(mine).growTo(1)).toThrow(BUSY);
    budget.open({ account: 'mine', token: 'b' }).growTo(20);
    expect(() => budget.open({ account: 'mine', token: 'c' }).growTo(1)).toThrow(BUSY);
    budget.open({ account: 'other', token: 'd' }).growTo(40);
    expect(() => budget.open({ account: 'third', token: 'e' }).growTo(1)).toThrow(BUSY);
    expect(budget.totalBytes).toBe(100);
  });

  it('has room again when a request is over, whatever it held', () => {
    const budget = new ByteBudget(limits);
    const hold = budget.open(mine);
    hold.growTo(10);
    hold.growTo(30);
    expect(() => hold.growTo(41)).toThrow(BUSY);
    expect(budget.totalBytes).toBe(30);
    hold.release();
    hold.release();
    expect(budget.totalBytes).toBe(0);
    expect(() => budget.open(mine).growTo(40)).not.toThrow();
  });
});
