import { ConfigError } from '@starling/platform';
import { readAdminConfig } from './admin.config.js';
import { textOf } from './command/command.js';
import { type CommandLine, parseCommandLine } from './command-line/command-line.js';
import { helpFor } from './command-line/help.js';
import { OperatorClient } from './operator-client.js';
import { operatorToken } from './operator-token.js';
import { RequestFailed } from './request-failed.js';
import { UsageError } from './command/usage-error.js';

const FAILED = 1;
const NOT_UNDERSTOOD = 2;

async function run(line: CommandLine): Promise<string> {
  if (line.kind === 'help') return helpFor(line.words);
  const { command, operand, flags } = line;
  const request = command.request(operand, flags);
  const config = readAdminConfig({
    STARLING_URL: textOf(flags, 'url'),
    ADMIN_TOKEN: textOf(flags, 'token'),
  });
  const client = new OperatorClient(config.STARLING_URL, operatorToken(config));
  const reply = await client.call(command.operation, request);
  return flags['json'] === true ? JSON.stringify(reply, null, 2) : command.render(reply);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || error instanceof ConfigError) return NOT_UNDERSTOOD;
  if (error instanceof RequestFailed) return FAILED;
  throw error;
}

// It is no failure when the reader closes the pipe (`| head`).
process.stdout.on('error', () => undefined);

try {
  const args = process.argv.slice(2);
  console.log(await run(parseCommandLine(args)));
  if (args.length === 0) process.exitCode = NOT_UNDERSTOOD;
} catch (error) {
  process.exitCode = exitCodeOf(error);
  console.error((error as Error).message.replaceAll('\n', ' '));
}
