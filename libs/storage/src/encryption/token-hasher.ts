import { createHmac } from 'node:crypto';

/** How tokens are looked up: guesses cannot be tried against a stolen table without the key. */
export class TokenHasher {
  constructor(private readonly key: Uint8Array) {}

  keyedHash(token: string): Buffer<ArrayBuffer> {
    return Buffer.from(createHmac('sha256', this.key).update(token, 'utf8').digest());
  }
}
