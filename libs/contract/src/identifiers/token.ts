import { broken, kept, type Verdict } from '../fields/verdict.js';

const INSTANCE_TOKEN = /^[\x21-\x7e]{8,255}$/;
const ACCOUNT_TOKEN = /^[\x21-\x7e]{8,255}$/;

/** Absent or `""`: the server makes a token. */
export function judgeInstanceToken(text: string | undefined): Verdict<string | undefined> {
  if (!text) return kept(undefined);
  return INSTANCE_TOKEN.test(text) ? kept(text) : broken('InvalidInstanceTokenFormat');
}

/** Absent or `""`: the server makes a token. */
export function judgeAccountToken(text: string | undefined): Verdict<string | undefined> {
  if (!text) return kept(undefined);
  return ACCOUNT_TOKEN.test(text) ? kept(text) : broken('InvalidAccountToken');
}
