import { WEBHOOK_NOT_PUBLIC, type WebhookConfig } from '@starling/contract';
import { type AddressGuard } from '@starling/platform';

/**
 * What a customer should know of a webhook that is stored all the same. A name is not looked up here, as the answer
 * would tell customers about our network; the delivery says what it resolved to.
 */
export function warningOf(
  guard: AddressGuard,
  { enabled, url }: Pick<WebhookConfig, 'enabled' | 'url'>,
): { readonly warning?: string } {
  return enabled && guard.isRefused(new URL(url).hostname.replace(/^\[|\]$/g, ''))
    ? { warning: WEBHOOK_NOT_PUBLIC }
    : {};
}
