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

/**
 * Nest calls with (message, context), and for errors with (message, stack, context) or the error itself. Our own code
 * also calls with (fields, context) and (fields, message, context), as pino is called.
 */
function lineOf(message: unknown, rest: readonly unknown[]): [object, string] {
  const context = rest.at(-1);
  if (isFields(message)) {
    const words = rest.length > 1 ? String(rest[0]) : wordsOf(message);
    return [{ ...message, context }, withoutSecrets(words)];
  }
  if (message instanceof Error) return [{ context, err: message }, withoutSecrets(message.message)];
  const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
  return [
    { context, ...(stack !== undefined && { stack: withoutSecrets(stack) }) },
    withoutSecrets(String(message)),
  ];
}

const isFields = (message: unknown): message is Readonly<Record<string, unknown>> =>
  typeof message === 'object' && message !== null && !(message instanceof Error);

const wordsOf = ({ msg, err }: Readonly<Record<string, unknown>>): string =>
  typeof msg === 'string' ? msg : err instanceof Error ? err.message : 'see the fields';
