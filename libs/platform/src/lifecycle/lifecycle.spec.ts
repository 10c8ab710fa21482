import { describe, expect, it } from '@jest/globals';
import { Lifecycle } from './lifecycle.js';
import { CLOSING_MS } from './stop-limits.js';

describe('Stopping a process', () => {
  it('closes stage by stage, and inside a stage in reverse order of opening', async () => {
    const lifecycle = new Lifecycle(60_000);
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
    const lifecycle = new Lifecycle(60_000);
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
    const lifecycle = new Lifecycle(60_000);
    lifecycle.onStop('drain', 'endless', () => new Promise<void>(() => undefined), 20);
    const [report] = await lifecycle.stop();
    expect((report?.error as Error).message).toBe('not closed within 20 ms');
  });

  it('gives work the time that the whole stop may take, and keeps some of it for what comes after', async () => {
    const lifecycle = new Lifecycle(CLOSING_MS + 600);
    const endless = () => new Promise<void>(() => undefined);
    let isClosed = false;
    lifecycle.onStop('stores', 'postgres', () => void (isClosed = true));
    lifecycle.onStop('drain', 'sessions', endless);
    lifecycle.onStop('intake', 'http', endless, Infinity);
    const reports = await lifecycle.stop();
    expect(reports.map(({ name, error }) => [name, (error as Error | undefined)?.message])).toEqual(
      [
        ['http', expect.stringMatching(/^not closed within (5\d\d|600) ms$/)],
        ['sessions', 'not closed within 500 ms'],
        ['postgres', undefined],
      ],
    );
    expect(isClosed).toBe(true);
  });

  it('runs once however often it is asked', async () => {
    const lifecycle = new Lifecycle(60_000);
    let times = 0;
    lifecycle.onStop('intake', 'http', () => void (times += 1));
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    await lifecycle.stop();
    expect(times).toBe(1);
    expect(lifecycle.isStopping).toBe(true);
  });
});
