import { describe, expect, it } from '@jest/globals';
import { Report } from './report.js';

describe('The report', () => {
  it('counts a check that throws as failed and says why, and ends with the counts', async () => {
    const lines: string[] = [];
    const report = new Report((line) => lines.push(line));
    await report.check('good', () => []);
    await report.check('bad', () => ['a reason']);
    await report.check('broken', () => {
      throw new Error('no such file');
    });
    report.skip('later', 'there is no tool');
    expect(lines).toEqual([
      '✓ good',
      '✗ bad',
      '    a reason',
      '✗ broken',
      '    no such file',
      '- later: skipped, there is no tool',
    ]);
    expect(report.summary()).toBe('1 passed, 2 failed, 1 skipped');
    expect(report.hasFailures).toBe(true);
  });

  it('does not mention skipped checks when there are none', () => {
    expect(new Report(() => undefined).summary()).toBe('0 passed, 0 failed');
  });
});
