import { randomBytes, randomUUID } from 'node:crypto';
import { EventPublisher } from '@starling/broker';
import { DEFAULT_SETTINGS, type EventName, type WebhookConfig } from '@starling/contract';
import { type RunningApp } from '@starling/platform';
import {
  Accounts,
  DeliveryHistory,
  Instances,
  type TenantCaller,
  TenantCallers,
  Webhooks,
} from '@starling/storage';

/** A new account with one instance, and what a test does with them through a running worker. */
export async function givenInstance({ app }: RunningApp) {
  const token = () => randomBytes(16).toString('hex');
  const accountToken = token();
  const account = await app.get(Accounts).create({ name: randomUUID(), token: accountToken });
  const callers = app.get(TenantCallers);
  const scope = callers.scopeOf((await callers.identify(accountToken)) as TenantCaller);
  const fields = { name: 'sales', token: token(), settings: DEFAULT_SETTINGS };
  const { id } = await app.get(Instances).create(scope, fields);
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
      attributes: { account: account.id, chat },
      bytes: Buffer.from(body),
    });
  /** All attempts that are kept, oldest first within each delivery. */
  const attempts = async () => {
    const history = app.get(DeliveryHistory);
    const { deliveries } = await history.page(scope, id, { limit: 100 });
    const each = deliveries.map(({ deliveryId }) => history.attempts(scope, id, deliveryId));
    return (await Promise.all(each.reverse())).flat();
  };
  return { id, accountId: account.id, scope, hook, publish, attempts };
}
