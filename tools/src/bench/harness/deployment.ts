import { randomBytes } from 'node:crypto';

/** Settings that every process of one deployment shares. */
export interface Deployment {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly encryptionKey: string;
}

export const newDeployment = (services: Omit<Deployment, 'encryptionKey'>): Deployment => ({
  ...services,
  encryptionKey: randomBytes(32).toString('hex'),
});

/** The settings as environment variables. */
export const environmentOf = ({
  databaseUrl,
  redisUrl,
  encryptionKey,
}: Deployment): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  ENCRYPTION_KEY: encryptionKey,
});
