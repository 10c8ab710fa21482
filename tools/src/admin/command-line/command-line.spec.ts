import { describe, expect, it } from '@jest/globals';
import { parseBody } from '@starling/contract';
import { type Flag } from '../command/command.js';
import { parseCommandLine } from './command-line.js';
import { COMMANDS, GENERAL_FLAGS } from '../commands/commands.js';
import { helpFor } from './help.js';

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '));

/** The request that the command line would send. */
function requestOf(line: string) {
  const parsed = parse(line);
  if (parsed.kind === 'help') throw new Error('help');
  return parsed.command.request(parsed.operand, parsed.flags);
}

describe('The command line', () => {
  it.each([
    ['accounts show acme', 'operator.readAccount'],
    ['--url http://a.b accounts show acme --json', 'operator.readAccount'],
    ['audit --since 2026-04-28T10:30:00Z', 'operator.listAudit'],
    ['processes', 'operator.listProcesses'],
  ])('%s means %s', (line, name) => {
    expect(parse(line)).toMatchObject({ kind: 'command', command: { operation: { name } } });
  });

  it('takes arguments behind two dashes literally', () => {
    expect(parse('accounts show -- --help')).toMatchObject({ operand: '--help' });
  });

  it.each([
    ['', []],
    ['--help', []],
    ['-h', []],
    ['accounts --help', ['accounts']],
    ['accounts create acme --help', ['accounts', 'create']],
    ['frob --help', []],
  ])('%j asks for help about %j', (line, words) => {
    expect(parse(line)).toEqual({ kind: 'help', words });
  });

  it.each([
    ['frob', 'There is no command frob; --help lists them.'],
    ['--frob', '--frob is no command; --help lists them.'],
    ['accounts', 'There is no command accounts; --help lists them.'],
    ['accounts show', 'It is written: accounts show <account>'],
    ['accounts show a b', 'It is written: accounts show <account>'],
    ['accounts list a', 'It is written: accounts list'],
    ['audit --yes', 'audit does not know --yes; --help lists what it does.'],
    [
      'accounts list --limit',
      '--limit needs a value; one that begins with a dash is written --limit=-…',
    ],
    [
      'accounts create a --account-token -b',
      '--account-token needs a value; one that begins with a dash is written --account-token=-…',
    ],
    ['accounts list --json=1', '--json takes no value.'],
  ])('%j is refused: %s', (line, sentence) => {
    expect(() => parse(line)).toThrow(sentence);
  });

  it('uses flags of the same name in the same way in every command', () => {
    const kind = ({ value, repeatable }: Flag) => `${Boolean(value)} ${Boolean(repeatable)}`;
    const kinds = new Map<string, Set<string>>();
    for (const flag of [...COMMANDS.flatMap(({ flags }) => flags), ...GENERAL_FLAGS]) {
      kinds.set(flag.name, (kinds.get(flag.name) ?? new Set()).add(kind(flag)));
    }
    expect([...kinds].filter(([, known]) => known.size > 1)).toEqual([]);
  });
});

describe('A command', () => {
  it('sends the fields of its flags and no others', () => {
    expect(requestOf('accounts create acme')).toEqual({ body: { name: 'acme' } });
    expect(requestOf('accounts update acme --max-instances 5 --origin https://a.b')).toEqual({
      params: { account: 'acme' },
      body: { quotas: { instances: 5 }, allowedOrigins: ['https://a.b'] },
    });
    expect(requestOf('accounts rotate-token acme')).toEqual({
      params: { account: 'acme' },
      body: {},
    });
  });

  it('restores defaults with none', () => {
    const { body } = requestOf(
      'accounts update acme --max-instances none --max-messages-per-day none --max-media-bytes none --rate-limit none --origin none --event-retention none',
    );
    expect(body).toEqual({
      quotas: { instances: null, messagesPerDay: null, mediaBytes: null },
      rateLimitPerMinute: null,
      allowedOrigins: [],
      eventRetentionSeconds: null,
    });
  });

  it.each([
    'accounts create acme --account-token chosen-one --max-instances 1 --max-messages-per-day 2 --max-media-bytes 5368709120 --rate-limit 3 --event-retention 4 --origin https://a.b --origin https://c.d',
    'accounts update acme --name next --origin none',
    'accounts rotate-token acme --account-token chosen-one',
  ])('writes a body that the operation accepts: %s', (line) => {
    const parsed = parse(line);
    if (parsed.kind === 'help') throw new Error('help');
    const { body } = requestOf(line);
    expect(() => parseBody(parsed.command.operation, body)).not.toThrow();
  });

  it.each([
    ['accounts update acme', 'No flag says what to change.'],
    ['accounts update acme --rate-limit ten', '--rate-limit must be a whole number or none.'],
    ['accounts update acme --origin none --origin https://a.b', '--origin none stands alone.'],
    ['accounts delete acme', 'This deletes acme with all its instances and messages, for good'],
    ['accounts delete ..', 'No account can be called "..".'],
    ['accounts show a/b', 'No account can be called "a/b".'],
  ])('%s is refused before anything is sent: %s', (line, sentence) => {
    expect(() => requestOf(line)).toThrow(sentence);
  });

  it('deletes once it is confirmed', () => {
    expect(requestOf('accounts delete acme --yes')).toEqual({ params: { account: 'acme' } });
  });
});

describe('The help', () => {
  it('names every command', () => {
    for (const { words } of COMMANDS) expect(helpFor([])).toContain(`  ${words.join(' ')}`);
  });

  it('of a command names each of its flags', () => {
    for (const { words, flags } of COMMANDS) {
      const help = helpFor(words);
      for (const { name } of [...flags, ...GENERAL_FLAGS]) expect(help).toContain(`--${name}`);
    }
  });
});
