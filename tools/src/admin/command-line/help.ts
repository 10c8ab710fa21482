import { type Command, type Flag } from '../command/command.js';
import { COMMANDS, GENERAL_FLAGS } from '../commands/commands.js';
import { facts } from '../command/table.js';

const RUN = 'npm run admin --';

/** Lists the commands that begin with the given words; a single match is described in full. */
export function helpFor(words: readonly string[]): string {
  const meant = COMMANDS.filter((command) =>
    words.every((word, index) => command.words[index] === word),
  );
  const [only] = meant;
  return only && meant.length === 1 ? helpOf(only) : overview(meant);
}

const overview = (commands: readonly Command[]): string =>
  [
    'Runs a Starling deployment through its operator API.',
    '',
    `  ${RUN} <command> [flags]`,
    '',
    indent(facts(commands.map((command) => [callOf(command), command.summary]))),
    '',
    indent(facts(GENERAL_FLAGS.map(flagLine))),
    '',
    'An account is named by its name or by its id. Without a URL it is http://localhost:8080; without a token,',
    'on this machine only, the one that npm start keeps in DATA_DIR (.data).',
    'For programs: npm run --silent admin -- <command> --json. Exit codes: 0 done, 1 failed, 2 not understood.',
  ].join('\n');

const helpOf = (command: Command): string =>
  [
    `${RUN} ${callOf(command)} [flags]`,
    '',
    `  ${command.summary}`,
    '',
    indent(facts([...command.flags, ...GENERAL_FLAGS].map(flagLine))),
  ].join('\n');

export const callOf = ({ words, operand }: Command): string =>
  [...words, ...(operand ? [operand] : [])].join(' ');

const flagLine = ({ name, value, summary }: Flag): [string, string] => [
  value ? `--${name} ${value}` : `--${name}`,
  summary,
];

const indent = (text: string): string => text.replace(/^/gm, '  ');
