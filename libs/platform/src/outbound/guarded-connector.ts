import { buildConnector } from 'undici';
import { AddressGuard, type AddressGuardOptions, notAllowed } from './address-guard.js';

export interface GuardOptions extends AddressGuardOptions {
  readonly connectTimeoutMs: number;
}

/** Connects for undici, to addresses that the guard allows. */
export function guardedConnector({
  connectTimeoutMs,
  ...options
}: GuardOptions): buildConnector.connector {
  const guard = new AddressGuard(options);
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: guard.lookup });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (guard.isRefused(host)) {
      callback(notAllowed(host), null);
      return;
    }
    connect(target, callback);
  };
}
