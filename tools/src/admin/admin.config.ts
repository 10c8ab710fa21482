import { resolve } from 'node:path';
import { defineConfig, type Environment, httpUrl, secretToken } from '@starling/platform';
import { z } from 'zod';

const adminVariables = defineConfig(
  {
    STARLING_URL: httpUrl.default('http://localhost:8080'),
    ADMIN_TOKEN: secretToken.optional(),
    DATA_DIR: z.string().default('.data'),
  },
  ['ADMIN_TOKEN'],
);

export type AdminConfig = z.output<typeof adminVariables.schema>;

/** Throws `ConfigError`. */
export function parseAdminConfig(environment: Environment): AdminConfig {
  const config = adminVariables.read(environment);
  return { ...config, DATA_DIR: resolve(config.DATA_DIR) };
}

/** Flags replace variables of the environment, so that a wrong variable does no harm beside its flag. */
export const readAdminConfig = (flags: Environment): AdminConfig =>
  parseAdminConfig({
    ...process.env,
    ...Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)),
  });
