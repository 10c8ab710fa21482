import { type LoggerService } from '@nestjs/common';
import { type Logger } from './logger.js';
import { withoutSecrets } from './redaction.js';

/** Where Nest reports why an app does not start; `runApp` says that itself, in one sentence without a stack. */
const START_CONTEXTS: ReadonlySet<unknown> = new Set(['ExceptionHandler', 'NestApplication']);

/** Nest's own words in our log. Its chatter about modules and routes is only of interest when debugging. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(...lineOf(message, rest));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(...lineOf(message, rest));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(...lineOf(message, rest));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(...lineOf(message, rest));
  }
  error(message: unknown, ...rest: unknown[]): void {
    const level = START_CONTEXTS.has(rest.at(-1)) ? 'debug' : 'error';
    this.logger[level](...lineOf(message, rest));
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.logger.fatal(...lineOf(message, rest));
  }
}

/** Nest calls with (message, context), and for errors with (message, stack, context) or the error itself. */
function lineOf(message: unknown, rest: readonly unknown[]): [object, string] {
  const context = rest.at(-1);
  if (message instanceof Error) return [{ context, err: message }, withoutSecrets(message.message)];
  const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
  return [
    { context, ...(stack !== undefined && { stack: withoutSecrets(stack) }) },
    withoutSecrets(String(message)),
  ];
}
