import { describe, expect, it } from '@jest/globals';
import { type CommandFailure } from '@starling/broker';
import { CommandBudget } from './command-budget.js';

const FAR_MS = 60_000;
const NOT_OWNER: CommandFailure = { code: 'refused', refusal: 'not_owner' };
const STOPPING: CommandFailure = { code: 'refused', refusal: 'stopping' };
const budget = (budgetMs = FAR_MS) => new CommandBudget(performance.now() + budgetMs);

describe('A command that nobody took', () => {
  it('is offered again at once to whoever owns the session now, but not for ever', async () => {
    const mine = budget();
    const answers = [];
    for (let refusal = 0; refusal < 3; refusal += 1)
      answers.push(await mine.allowsAfter(NOT_OWNER));
    expect(answers).toEqual([true, true, false]);
  });

  it('waits for the end of a hand-over, within its budget', async () => {
    const mine = budget(500);
    let rounds = 0;
    while (await mine.allowsAfter(STOPPING)) rounds += 1;
    expect(rounds).toBeGreaterThanOrEqual(1);
    expect(rounds).toBeLessThan(5);
  });

  it('does not wait for an owner where none was leaving', async () => {
    const mine = budget();
    expect(await mine.outlastsHandOver()).toBe(false);
    await mine.allowsAfter({ code: 'no_such_process' });
    expect(await mine.outlastsHandOver()).toBe(true);
    expect(await mine.outlastsHandOver(AbortSignal.abort())).toBe(false);
  });

  it('waits for the first worker where the operation says so, and not for a client that left', async () => {
    const mine = new CommandBudget(performance.now() + FAR_MS, 10_000);
    expect(await mine.outlastsHandOver()).toBe(true);
    expect(await mine.outlastsHandOver(AbortSignal.abort())).toBe(false);
    const short = new CommandBudget(performance.now() + 1, 10_000);
    expect(await short.outlastsHandOver()).toBe(false);
  });

  it.each<CommandFailure>([
    { code: 'deadline_exceeded' },
    { code: 'connection_lost' },
    { code: 'interrupted' },
    { code: 'cancelled' },
    { code: 'handler_failed', errorId: 'id' },
    { code: 'refused', refusal: 'overloaded' },
  ])('is not sent again after %p', async (failure) => {
    expect(await budget().allowsAfter(failure)).toBe(false);
  });
});
