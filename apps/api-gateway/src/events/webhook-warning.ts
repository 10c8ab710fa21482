import { WEBHOOK_NOT_PUBLIC, type WebhookConfig } from '@starling/contract';
import { type AddressGuard } from '@starling/platform';

/**
 * Warns of a webhook that is stored although its deliveries will be refused. Names are not looked up here, because the
 * answer would show customers our network; each delivery reports what its name resolved to.
 */
export function warningOf(
  guard: AddressGuard,
  { enabled, url }: Pick<WebhookConfig, 'enabled' | 'url'>,
): { readonly warning?: string } {
  return enabled && guard.isRefused(new URL(url).hostname.replace(/^\[|\]$/g, ''))
    ? { warning: WEBHOOK_NOT_PUBLIC }
    : {};
}
