import { parseArgs } from 'node:util';

const NOT_UNDERSTOOD = 2;

/**
 * Returns the flags and words of a program, as `parseArgs` does. With `--help` it prints the help and exits with 0.
 * After a mistake it prints one sentence and exits with 2. It runs before the build, so both answers come at once.
 */
export function readArguments({ program, help, options = {}, allowPositionals = false }) {
  const known = { ...options, help: { type: 'boolean', short: 'h' } };
  try {
    const { values, positionals } = parseArgs({ options: known, allowPositionals });
    if (!values.help) return { values, positionals };
    console.log(help);
    process.exit(0);
  } catch (error) {
    refuseArguments(program, complaintOf(error));
  }
}

/** Ends the program because its arguments are wrong. */
export function refuseArguments(program, complaint) {
  console.error(`${program} ${complaint}; ${program} -- --help lists what it does.`);
  process.exit(NOT_UNDERSTOOD);
}

function complaintOf({ code, message }) {
  const [, argument = ''] = /'([^']+)'/.exec(message) ?? [];
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `does not know ${argument}`;
  const [flag] = argument.split(/[ ,]/).filter((word) => word.startsWith('--'));
  return /does not take an argument/.test(message)
    ? `takes no value for ${flag}`
    : `needs a value for ${flag}`;
}
