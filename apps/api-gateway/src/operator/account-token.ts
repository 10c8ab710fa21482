import { randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** For whoever does not choose one: nobody guesses it, and it fits into headers and URLs as it is. */
export const newAccountToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');
