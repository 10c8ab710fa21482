import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const patient = new AbortController().signal;

function job() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { work: () => ended, end };
}

describe('Turns', () => {
  it('lets so many work at a time, and the next in the order they came', async () => {
    const turns = new Turns(2);
    const began: number[] = [];
    const jobs = [0, 1, 2, 3].map(job);
    const done = jobs.map(({ work }, n) =>
      turns.run(patient, () => {
        began.push(n);
        return work();
      }),
    );
    await Promise.resolve();
    expect(began).toEqual([0, 1]);
    jobs[1]?.end();
    await done[1];
    await Promise.resolve();
    expect(began).toEqual([0, 1, 2]);
    jobs.forEach(({ end }) => end());
    await Promise.all(done);
    expect(began).toEqual([0, 1, 2, 3]);
  });

  it('gives the turn of work that fails to the next', async () => {
    const turns = new Turns(1);
    const failing = turns.run(patient, () => Promise.reject(new Error('broken')));
    const next = turns.run(patient, () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });

  it('forgets who gives up waiting', async () => {
    const turns = new Turns(1);
    const impatient = new AbortController();
    const first = job();
    const running = turns.run(patient, first.work);
    const waiting = turns.run(impatient.signal, () => Promise.resolve('never'));
    const last = turns.run(patient, () => Promise.resolve('last'));
    impatient.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    first.end();
    await running;
    expect(await last).toBe('last');
  });
});
