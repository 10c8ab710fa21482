import { resolve } from 'node:path';
import { z } from 'zod';
import { StartError } from './start-error.js';

const KEY_BYTES = 32;
const MOST_PROCESSES = 64;

const count = (least: number) =>
  z.coerce
    .number(`must be a whole number from ${least} to ${MOST_PROCESSES}`)
    .int(`must be a whole number from ${least} to ${MOST_PROCESSES}`)
    .min(least, `must be at least ${least}`)
    .max(MOST_PROCESSES, `must be at most ${MOST_PROCESSES}`)
    .default(1);

const url = (example: string, ...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must look like ${example}`,
    );

const token = z.string().regex(/^\S+$/, 'must not contain spaces');

const schema = z.object({
  PORT: z.coerce
    .number('must be a port from 0 to 65535')
    .int('must be a port from 0 to 65535')
    .min(0, 'must be a port from 0 to 65535')
    .max(65535, 'must be a port from 0 to 65535')
    .default(8080),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: url('https://whatsapp.example.com', 'http:', 'https:').optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: url(
    'postgresql://user:password@host:5432/starling',
    'postgres:',
    'postgresql:',
  ).optional(),
  REDIS_URL: url('redis://:password@host:6379', 'redis:', 'rediss:').optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine(
      isEncryptionKey,
      `must be ${KEY_BYTES} bytes in hex or base64 (openssl rand -hex ${KEY_BYTES})`,
    )
    .optional(),
  ADMIN_TOKEN: token.optional(),
  ACCOUNT_TOKEN: token.optional(),
  WHATSAPP_WS_URL: url('wss://web.whatsapp.com/ws/chat', 'ws:', 'wss:').optional(),
  SESSION_WORKERS: count(1),
  WS_NODES: count(1),
  DELIVERY_WORKERS: count(0),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  ALLOW_PRIVATE_URLS: z.stringbool('must be true or false').default(false),
});

export type StartConfig = z.infer<typeof schema>;

/** An empty variable counts as absent, as compose files write it. */
export function parseStartConfig(environment: NodeJS.ProcessEnv): StartConfig {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) };
  const [issue] = parsed.error.issues;
  throw new StartError(`${issue?.path.join('.')} ${issue?.message}.`);
}

export function readStartConfig(): StartConfig {
  return parseStartConfig(process.env);
}

/** What every child inherits beneath the settings of the deployment. */
export function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry) => entry[1] !== undefined);
  return { NODE_ENV: 'production', ...(Object.fromEntries(entries) as Record<string, string>) };
}

/** npm names the script it runs. */
export function isRunByNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined;
}

function isEncryptionKey(text: string): boolean {
  if (/^[0-9a-f]+$/i.test(text) && text.length === KEY_BYTES * 2) return true;
  return /^[\w+/-]+=*$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES;
}
