import { createHmac } from 'node:crypto';

/** One signature for each secret, newest first, over `<timestamp>.<body>`, so that an old request cannot be replayed as new. */
export const signatureOf = (secrets: readonly string[], timestamp: string, body: Buffer): string =>
  secrets
    .map((secret) => createHmac('sha256', secret).update(`${timestamp}.`).update(body))
    .map((signature) => `v1=${signature.digest('hex')}`)
    .join(',');
