import { pino, type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import { type ProcessConfig } from '../config/variables.js';
import { type ProcessIdentity } from '../identity/process-identity.js';
import { describeError, REDACTED_PATHS } from './redaction.js';

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
    redact: REDACTED_PATHS,
    serializers: { err: (error: unknown) => describeError(error) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return LOG_FORMAT === 'pretty'
    ? pino(options, pretty({ ignore: 'process,pid,hostname', sync: true, destination }))
    : pino(options, destination);
}
