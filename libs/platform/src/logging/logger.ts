import { pino, type DestinationStream, type LogFn, type Logger } from 'pino';
import pretty from 'pino-pretty';
import { type ProcessConfig } from '../config/variables.js';
import { type ProcessIdentity } from '../identity/process-identity.js';
import { withoutSecretFields, withoutSecrets } from './redaction.js';

export { type Logger } from 'pino';

/** Writes to stdout, synchronously: the last words of a process that ends are not lost. */
export function createLogger(
  identity: ProcessIdentity,
  { LOG_LEVEL, LOG_FORMAT }: Pick<ProcessConfig, 'LOG_LEVEL' | 'LOG_FORMAT'>,
  destination: DestinationStream = pino.destination({ fd: 1, sync: true }),
): Logger {
  const options = {
    level: LOG_LEVEL,
    base: { role: identity.role, process: identity.id },
    // Errors are described below; pino's own way would show all that hangs on them.
    serializers: { err: (described: unknown) => described },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    hooks: { logMethod: logWithoutSecrets },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => withoutSecretFields(fields),
    },
  };
  return LOG_FORMAT === 'pretty'
    ? pino(
        options,
        pretty({ ignore: 'process,pid,hostname', singleLine: true, sync: true, destination }),
      )
    : pino(options, destination);
}

/** The words of a line; without any, pino would take those of its error as they are. */
function logWithoutSecrets(this: Logger, args: Parameters<LogFn>, log: LogFn): void {
  const [first, message, ...rest] = args as [unknown, string | undefined, ...unknown[]];
  if (typeof first === 'string') return log.call(this, withoutSecrets(first), message, ...rest);
  const error = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
  const words = message ?? (error instanceof Error ? error.message : undefined);
  if (typeof words === 'string') return log.call(this, first, withoutSecrets(words), ...rest);
  log.call(this, first);
}
