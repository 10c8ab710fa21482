import { LOGGER, type Logger } from '@starling/platform';
import { type WebhookTarget } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';

/** Beyond this number the oldest are forgotten, and may be logged again. */
const MAX_REMEMBERED = 10_000;

/** Logs once per webhook and process that its address is refused, and not for each of its deliveries. */
@Injectable()
export class RefusedWebhooks {
  private readonly logged = new Set<string>();

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  report({ webhookId, accountId, instanceId }: WebhookTarget, reason: string): void {
    if (this.logged.has(webhookId)) return;
    this.logged.add(webhookId);
    const [oldest] = this.logged;
    if (this.logged.size > MAX_REMEMBERED && oldest !== undefined) this.logged.delete(oldest);
    this.logger.warn(
      { account: accountId, instance: instanceId, webhook: webhookId, reason },
      'deliveries to this webhook are refused: its address is not public',
    );
  }
}
