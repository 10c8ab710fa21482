import { describe, expect, it } from '@jest/globals';
import { Lifecycle } from './lifecycle.js';

describe('Stopping a process', () => {
  it('closes stage by stage, and inside a stage in reverse order of opening', async () => {
    const lifecycle = new Lifecycle();
    const closed: string[] = [];
    const note = (name: string) => () => void closed.push(name);
    lifecycle.onStop('stores', 'postgres', note('postgres'));
    lifecycle.onStop('stores', 'redis', note('redis'));
    lifecycle.onStop('intake', 'http', note('http'));
    lifecycle.onStop('release', 'sessions', note('sessions'));
    lifecycle.onStop('drain', 'commands', note('commands'));
    await lifecycle.stop();
    expect(closed).toEqual(['http', 'commands', 'sessions', 'redis', 'postgres']);
  });

  it('goes on when a step fails, and reports the failure', async () => {
    const lifecycle = new Lifecycle();
    let closed = false;
    lifecycle.onStop('stores', 'postgres', () => void (closed = true));
    lifecycle.onStop('intake', 'http', () => Promise.reject(new Error('stuck')));
    const reports = await lifecycle.stop();
    expect(closed).toBe(true);
    expect(reports.map(({ name, error }) => [name, (error as Error | undefined)?.message])).toEqual(
      [
        ['http', 'stuck'],
        ['postgres', undefined],
      ],
    );
  });

  it('leaves a step behind that does not end within its limit', async () => {
    const lifecycle = new Lifecycle();
    lifecycle.onStop('drain', 'endless', () => new Promise<void>(() => undefined), 20);
    const [report] = await lifecycle.stop();
    expect((report?.error as Error).message).toBe('not closed within 20 ms');
  });

  it('runs once however often it is asked', async () => {
    const lifecycle = new Lifecycle();
    let times = 0;
    lifecycle.onStop('intake', 'http', () => void (times += 1));
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    await lifecycle.stop();
    expect(times).toBe(1);
    expect(lifecycle.isStopping).toBe(true);
  });
});
