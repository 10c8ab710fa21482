import { resolve } from 'node:path';
import {
  browserVariables,
  databaseUrl,
  DATA_SECRETS,
  defineConfig,
  encryptionKey,
  type Environment,
  flag,
  httpUrl,
  logFormat,
  processVariables,
  redisUrl,
  openingToken,
  websocketUrl,
  wholeNumber,
} from '@starling/platform';
import { z } from 'zod';

const MAX_PROCESSES = 64;

const startVariables = defineConfig(
  {
    PORT: processVariables.PORT,
    HOST: processVariables.HOST,
    LOG_LEVEL: processVariables.LOG_LEVEL,
    /** Format on the terminal. The processes write JSON, which is merged into one log. */
    LOG_FORMAT: logFormat.optional(),
    PUBLIC_URL: httpUrl.optional(),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: databaseUrl.optional(),
    REDIS_URL: redisUrl.optional(),
    /** Checked here and passed on unchanged. */
    ENCRYPTION_KEY: z.string().superRefine(checkKey).optional(),
    ADMIN_TOKEN: openingToken.optional(),
    ACCOUNT_TOKEN: openingToken.optional(),
    WHATSAPP_WS_URL: websocketUrl.optional(),
    SESSION_WORKERS: wholeNumber(1, MAX_PROCESSES).default(1),
    WS_NODES: wholeNumber(1, MAX_PROCESSES).default(1),
    DELIVERY_WORKERS: wholeNumber(0, MAX_PROCESSES).default(1),
    ALLOW_PRIVATE_URLS: flag.default(false),
    HSTS_SECONDS: browserVariables.HSTS_SECONDS,
    /** Clients use the same port, so the metrics of the operator are protected by default. */
    PROTECT_METRICS: flag.default(true),
  },
  [
    ...DATA_SECRETS.filter((name) => name !== 'ENCRYPTION_KEYS_OLD'),
    'ADMIN_TOKEN',
    'ACCOUNT_TOKEN',
  ],
);

export type StartConfig = z.output<typeof startVariables.schema>;

/** Throws platform's ConfigError, whose message names every variable that cannot be. */
export function parseStartConfig(environment: Environment): StartConfig {
  const config = startVariables.read(environment);
  return { ...config, DATA_DIR: resolve(config.DATA_DIR) };
}

export function readStartConfig(): StartConfig {
  return parseStartConfig(process.env);
}

/** The environment of every process, below the settings of the deployment. */
export function inheritedEnvironment(): Record<string, string> {
  const given = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { NODE_ENV: 'production', ...Object.fromEntries(given) };
}

/** npm sets the name of the script that it runs. */
export function isRunByNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined;
}

function checkKey(text: string, context: z.RefinementCtx): void {
  const parsed = encryptionKey.safeParse(text);
  if (!parsed.success) context.addIssue(parsed.error.issues[0]?.message ?? '');
}
