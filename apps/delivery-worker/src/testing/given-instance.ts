import { EventPublisher } from '@starling/broker';
import { type EventName, type WebhookConfig } from '@starling/contract';
import { type RunningApp } from '@starling/platform';
import { Accounts, DeliveryHistory, Instances, Webhooks } from '@starling/storage';
import { storeInstance } from '@starling/storage/testing';

/** A new account with one instance, and what a test does with them through a running worker. */
export async function givenInstance({ app }: RunningApp) {
  const stored = await storeInstance(app.get(Accounts), app.get(Instances));
  const { id: accountId, scope, instanceId: id } = stored;
  const hook = (url: string, more: Partial<WebhookConfig> = {}) =>
    app.get(Webhooks).put(scope, id, {
      label: 'default',
      enabled: true,
      url,
      authorization: null,
      byEvents: false,
      events: [],
      mediaBase64: false,
      ...more,
    });
  /** `publisher` is another process when the worker is to be killed. */
  const publish = (
    body: string,
    chat = 'c',
    name: EventName = 'message.exchange',
    publisher: Pick<RunningApp, 'app'> = { app },
  ) =>
    publisher.app.get(EventPublisher).publish({
      shardKey: id,
      instance: id,
      name,
      nodes: [],
      durable: true,
      attributes: { account: accountId, chat },
      bytes: Buffer.from(body),
    });
  /** All attempts that are kept, oldest first within each delivery. */
  const attempts = async () => {
    const history = app.get(DeliveryHistory);
    const { deliveries } = await history.page(scope, id, { limit: 100 });
    const each = deliveries.map(({ deliveryId }) => history.attempts(scope, id, deliveryId));
    return (await Promise.all(each.reverse())).flat();
  };
  return { id, accountId, scope, hook, publish, attempts };
}
