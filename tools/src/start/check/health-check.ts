import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '../failure/start-error.js';
import { reasonOf } from './database-check.js';

const HEALTH_LIMIT_MS = 15_000;

/** Sends a request from outside, after every process has reported that it serves. */
export async function ensureHealthy(baseUrl: string): Promise<void> {
  const end = performance.now() + HEALTH_LIMIT_MS;
  let last = '';
  while (performance.now() < end) {
    last = await askHealth(baseUrl);
    if (last === 'HTTP 200') return;
    await pause(100);
  }
  throw new StartError(`GET ${baseUrl}/health does not answer 200 (${last}).`);
}

async function askHealth(baseUrl: string): Promise<string> {
  try {
    const response = await fetch(`${baseUrl}/health`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return `HTTP ${response.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}
