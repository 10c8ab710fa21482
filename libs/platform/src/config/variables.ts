import { DEFAULT_MEDIA_QUOTA_BYTES } from '@starling/contract';
import { z } from 'zod';

/* The variables that several apps know, each with the sentence that a wrong value gets. */

const FLAG = /^(true|false|1|0)$/i;

export const flag = z
  .string()
  .regex(FLAG, 'must be true, false, 1 or 0')
  .transform((word) => word === '1' || word.toLowerCase() === 'true');

export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be between ${least} and ${most}`);

/** With `//`: without it a URL of a scheme that is not the Web's has neither host nor path, and parses all the same. */
const urlWith = (protocols: readonly string[]) => (text: string) =>
  URL.canParse(text) &&
  protocols.some((protocol) => text.toLowerCase().startsWith(`${protocol}//`));

export const httpUrl = z
  .string()
  .refine(urlWith(['http:', 'https:']), 'must be an http or https URL')
  .transform((text) => text.replace(/\/+$/, ''));
export const websocketUrl = z.string().refine(urlWith(['ws:', 'wss:']), 'must be a ws or wss URL');
export const databaseUrl = z
  .string()
  .refine(
    urlWith(['postgres:', 'postgresql:']),
    'must look like postgresql://user:password@host:5432/name',
  );
export const redisUrl = z
  .string()
  .refine(urlWith(['redis:', 'rediss:']), 'must look like redis://host:6379');

/** 43 characters of base64 are 32 bytes. Node's decoder skips what is not base64, so the form is judged first. */
const KEY_FORM = /^(?:[\da-f]{64}|[\w+/-]{43}=?)$/i;
const KEY_SENTENCE = 'must be 32 bytes, written as 64 hexadecimal digits or as base64';

const isKey = (text: string): boolean => KEY_FORM.test(text);
const decodeKey = (text: string): Buffer =>
  Buffer.from(text, text.length === 64 ? 'hex' : 'base64');

export const encryptionKey = z.string().refine(isKey, KEY_SENTENCE).transform(decodeKey);
export const encryptionKeys = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .refine((keys) => keys.every(isKey), `each key ${KEY_SENTENCE}`)
  .transform((keys) => keys.map(decodeKey));

export const secretToken = z.string().regex(/^\S+$/, 'must not contain spaces');

const MIN_TOKEN_LENGTH = 16;

/** A token that this deployment is opened with: a short one can be guessed. */
export const openingToken = secretToken.min(
  MIN_TOKEN_LENGTH,
  `must have at least ${MIN_TOKEN_LENGTH} characters`,
);

const MAX_PROXIES = 10;

/**
 * How many proxies in front are believed in `X-Forwarded-For`, counted from the right; `true` is one. With more than
 * there are, clients choose the address that they are counted by.
 */
export const trustedProxies = z
  .string()
  .regex(/^(true|false|\d+)$/i, 'must be true, false or the number of proxies in front')
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : Number(text.toLowerCase() === 'true')))
  .refine((hops) => hops <= MAX_PROXIES, `must be at most ${MAX_PROXIES}`);

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const logFormat = z.enum(['json', 'pretty'], 'must be json or pretty');

/** What every app knows. */
export const processVariables = {
  HOST: z.string().default('0.0.0.0'),
  PORT: wholeNumber(0, 65_535).default(8080),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  LOG_FORMAT: logFormat.default('json'),
};
export type ProcessConfig = z.output<z.ZodObject<typeof processVariables>>;

/** What every app needs that touches our own data. */
export const dataVariables = {
  DATABASE_URL: databaseUrl,
  /** Connections of this process; all processes together must stay below Postgres's `max_connections`. */
  DATABASE_POOL_SIZE: wholeNumber(1, 500).default(10),
  REDIS_URL: redisUrl,
  ENCRYPTION_KEY: encryptionKey,
  ENCRYPTION_KEYS_OLD: encryptionKeys.default([]),
  /** How many bytes of files an account may have in the database, unless it has a quota of its own. */
  MEDIA_QUOTA_BYTES: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(DEFAULT_MEDIA_QUOTA_BYTES),
};
export type DataConfig = z.output<z.ZodObject<typeof dataVariables>>;

export const DATA_SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEYS_OLD',
] as const;

/** What every app knows that calls servers which customers name. */
export const outboundVariables = {
  /** Lets webhooks and media of customers reach into private networks, the deployment's own included. */
  ALLOW_PRIVATE_URLS: flag.default(false),
};
export type OutboundConfig = z.output<z.ZodObject<typeof outboundVariables>>;

const MAX_HSTS_SECONDS = 10 * 365 * 24 * 60 * 60;

/** What every app knows that browsers reach. */
export const browserVariables = {
  /** Above 0: browsers that came over HTTPS use nothing else for that long. Plain HTTP is then closed to them. */
  HSTS_SECONDS: wholeNumber(0, MAX_HSTS_SECONDS).default(0),
};
export type BrowserConfig = z.output<z.ZodObject<typeof browserVariables>>;
