import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { onBackgroundFailure, reportBackgroundFailure, runInBackground } from './background.js';

let failures: [string, unknown][];
let removeListener: () => void;

beforeEach(() => {
  failures = [];
  removeListener = onBackgroundFailure((work, error) => failures.push([work, error]));
});
afterEach(() => removeListener());

describe('background work', () => {
  it('reports a failure under the name of the work, and rejects nothing', async () => {
    const error = new Error('the disk is full');
    runInBackground('write the log', Promise.reject(error));
    await new Promise(setImmediate);
    expect(failures).toEqual([['write the log', error]]);
  });

  it('reports nothing when the work succeeds', async () => {
    runInBackground('write the log', Promise.resolve());
    await new Promise(setImmediate);
    expect(failures).toEqual([]);
  });

  it('stops reporting to a listener that was removed', () => {
    removeListener();
    const others: string[] = [];
    const removeOther = onBackgroundFailure((work) => others.push(work));
    reportBackgroundFailure('write the log', new Error('late'));
    removeOther();
    expect(failures).toEqual([]);
    expect(others).toEqual(['write the log']);
  });
});
