import { ContractError, type ProxyChange } from '@starling/contract';
import { type AddressGuard } from '@starling/platform';

/**
 * Refuses a proxy at an address that is certainly private. Names are not looked up here, because the answer would
 * show customers our network; the worker judges what it resolves to at each dial.
 */
export function ensureProxyAllowed(guard: AddressGuard, proxy: ProxyChange | undefined): void {
  if (proxy?.enabled && guard.isRefused(proxy.host)) throw new ContractError('ProxyHostNotAllowed');
}
