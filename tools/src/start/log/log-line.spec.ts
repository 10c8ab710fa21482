import { describe, expect, it } from '@jest/globals';
import { lastReason, LEVELS, rankOf, levelOfServerLine, mergeLine } from './log-line.js';

describe('A merged line', () => {
  it('is the JSON of the process, with the name of the process in front', () => {
    const merged = mergeLine('ws-fanout-2', '{"level":"warn","msg":"slow"}', 'info');

    expect(JSON.parse(merged)).toEqual({ service: 'ws-fanout-2', level: 'warn', msg: 'slow' });
    expect(rankOf(merged)).toBe(LEVELS.warn);
  });

  it('is made of plain text too', () => {
    expect(JSON.parse(mergeLine('redis', 'Ready "now"', 'debug'))).toMatchObject({
      service: 'redis',
      level: 'debug',
      msg: 'Ready "now"',
    });
  });
});

describe('A line of Postgres or Redis', () => {
  it.each([
    ['FATAL:  out of memory', 'error'],
    ['# WARNING Memory overcommit must be enabled!', 'warn'],
    ['LOG:  checkpoint complete', 'debug'],
  ])('%s is of level %s', (line, level) => expect(levelOfServerLine(line)).toBe(level));
});

describe('The reason of an end', () => {
  it('is the message of the last error that was logged', () => {
    const lines = [
      '{"level":"error","msg":"first"}',
      '{"level":"fatal","msg":"failed","err":{"message":"the key is wrong"}}',
      '{"level":"info","msg":"bye"}',
    ];

    expect(lastReason(lines)).toBe('the key is wrong');
  });

  it('is the message of an uncaught error', () => {
    const lines = [
      'file:///app.js:1',
      'throw x',
      'TypeError [E_X]: it broke',
      '    at run (app.js:1)',
      'Node.js v24',
    ];

    expect(lastReason(lines)).toBe('it broke');
  });

  it('is the last line when there is no error', () => {
    expect(lastReason(['out of cheese', '', 'Node.js v24'])).toBe('out of cheese');
  });
});
