import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';
import { type ProcessConfig } from '../config/variables.js';
import { type ProcessIdentity } from '../identity/process-identity.js';

export { type Logger } from 'pino';

/** Secrets are not logged anywhere; this is the net below for objects that carry them. */
const REDACTED = ['token', 'authorization', 'password', 'secretKey', 'apiToken'].flatMap((key) => [
  key,
  `*.${key}`,
  `*.headers.${key}`,
]);

export function createLogger(
  identity: ProcessIdentity,
  { LOG_LEVEL, LOG_FORMAT }: Pick<ProcessConfig, 'LOG_LEVEL' | 'LOG_FORMAT'>,
): Logger {
  const options = {
    level: LOG_LEVEL,
    base: { role: identity.role, process: identity.id },
    redact: REDACTED,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return LOG_FORMAT === 'pretty'
    ? pino(options, pretty({ ignore: 'process,pid,hostname', sync: true }))
    : pino(options);
}
