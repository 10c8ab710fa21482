import { createHmac } from 'node:crypto';

/** One for each secret, newest first, over `<timestamp>.<body>`: an old request cannot be sent again as a new one. */
export const signatureOf = (secrets: readonly string[], timestamp: string, body: Buffer): string =>
  secrets
    .map((secret) => createHmac('sha256', secret).update(`${timestamp}.`).update(body))
    .map((signature) => `v1=${signature.digest('hex')}`)
    .join(',');
