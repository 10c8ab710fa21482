export const JOB_QUEUE = 'bench-webhooks';

export interface DeliveryJob {
  readonly url: string;
  readonly body: string;
}

export function connectionTo(redisUrl: string) {
  const { hostname, port, username, password } = new URL(redisUrl);
  return {
    host: hostname,
    port: Number(port),
    maxRetriesPerRequest: null,
    ...(username && { username }),
    ...(password && { password }),
  };
}
