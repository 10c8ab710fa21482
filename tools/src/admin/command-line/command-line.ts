import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { type Command, type Flag, type FlagValues } from '../command/command.js';
import { COMMANDS, GENERAL_FLAGS } from '../commands/commands.js';
import { callOf } from './help.js';
import { UsageError } from '../command/usage-error.js';

export type CommandLine =
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly operand: string;
      readonly flags: FlagValues;
    };

/** Throws `UsageError`. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const words = wordsOf(args);
  if (args.length === 0 || wantsHelp(args)) return { kind: 'help', words: knownWords(words) };
  if (words.length === 0) throw new UsageError(`${args[0]} is no command; --help lists them.`);
  const command = COMMANDS.find((candidate) =>
    candidate.words.every((word, i) => word === words[i]),
  );
  if (!command) throw new UsageError(`There is no command ${words.join(' ')}; --help lists them.`);
  const { flags, positionals } = parseStrictly(command, args);
  const operands = positionals.slice(command.words.length);
  const [operand = ''] = operands;
  if (operands.length !== (command.operand ? 1 : 0) || (command.operand && operand.trim() === '')) {
    throw new UsageError(`It is written: ${callOf(command)}`);
  }
  return { kind: 'command', command, operand, flags };
}

/** Flags may stand before the command, so the words are found first, without checks. */
function wordsOf(args: readonly string[]): string[] {
  const flags = [...COMMANDS.flatMap((command) => command.flags), ...GENERAL_FLAGS];
  const loose = { args: [...args], strict: false, allowPositionals: true };
  return parseArgs({ ...loose, options: optionsOf(flags) }).positionals;
}

function wantsHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).some((arg) => /^(--help|-h)$/.test(arg));
}

/** The longest beginning of the words with which some command begins. */
function knownWords(words: readonly string[]): readonly string[] {
  const begins = (part: readonly string[]) =>
    COMMANDS.some((command) => part.every((word, index) => command.words[index] === word));
  return begins(words) || words.length === 0 ? words : knownWords(words.slice(0, -1));
}

function parseStrictly(command: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: optionsOf([...command.flags, ...GENERAL_FLAGS]),
    });
    return { flags: values as FlagValues, positionals };
  } catch (error) {
    throw new UsageError(complaint(command, error as Error & { code?: string }));
  }
}

function complaint(command: Command, { code, message }: Error & { code?: string }): string {
  const flag = /(--?[\w-]+)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return `${command.words.join(' ')} does not know ${flag}; --help lists what it does.`;
  }
  const isSwitch = [...command.flags, ...GENERAL_FLAGS].some(
    ({ name, value }) => `--${name}` === flag && value === undefined,
  );
  if (isSwitch) return `${flag} takes no value.`;
  return `${flag} needs a value; one that begins with a dash is written ${flag}=-…`;
}

const optionsOf = (flags: readonly Flag[]): Record<string, ParseArgsOptionDescriptor> =>
  Object.fromEntries(
    flags.map(({ name, value, repeatable = false }) => [
      name,
      { type: value ? 'string' : 'boolean', multiple: repeatable },
    ]),
  );
