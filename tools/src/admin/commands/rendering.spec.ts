import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from './commands.js';
import { facts, table } from '../command/table.js';

describe('A table', () => {
  it('has columns as wide as their widest cell, and no blanks at the ends of lines', () => {
    const text = table(
      ['NAME', 'N'],
      [
        ['a', '1'],
        ['a longer one', ''],
      ],
    );
    expect(text.split('\n')).toEqual(['NAME          N', 'a             1', 'a longer one']);
  });

  it('shows facts one below the other', () => {
    expect(
      facts([
        ['id', '1'],
        ['status', 'active'],
      ]),
    ).toBe('id      1\nstatus  active');
  });
});

describe('A reply', () => {
  const render = (words: string, change: object = {}) => {
    const command = COMMANDS.find((candidate) => candidate.words.join(' ') === words);
    if (!command) throw new Error(words);
    const reply = command.operation.example.reply as object;
    return command.render({ ...reply, ...change });
  };

  it.each(COMMANDS.map(({ words }) => words.join(' ')))(
    'of %s is rendered without gaps',
    (words) => {
      const text = render(words);
      expect(text.length).toBeGreaterThan(0);
      expect(text).not.toMatch(/undefined|null|\[object/);
    },
  );

  it('that makes a token shows it', () => {
    expect(render('accounts create')).toContain('token  acme-account-token\n');
    expect(render('accounts rotate-token')).toContain('token  acme-next-token\n');
  });

  it('with a next page says how to get there', () => {
    const page = { meta: { nextCursor: 'abc' } };
    expect(render('accounts list', page)).toContain('There is more: add --cursor abc');
    expect(render('accounts list')).not.toContain('--cursor');
  });

  it('without anything says so', () => {
    expect(render('accounts list', { accounts: [] })).toBe('No accounts.');
    expect(render('audit', { entries: [] })).toBe('No entries.');
  });
});
