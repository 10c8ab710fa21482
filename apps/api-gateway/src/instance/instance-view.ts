import {
  DISABLED_WEBSOCKET,
  type InstanceObject,
  NO_CHATWOOT,
  NO_WEBHOOK,
} from '@starling/contract';
import { formatTimestamp, statusWords } from '@starling/domain';
import { type InstanceWithConfiguration } from '@starling/storage';

/** An instance as clients see it, keys in the documented order. Passwords and secret keys never get this far. */
export function toInstanceObject(instance: InstanceWithConfiguration): InstanceObject {
  const { status, presenceStatus, displayStatus } = statusWords(instance);
  const { webhook, websocket } = instance;
  return {
    id: instance.id,
    name: instance.name,
    token: instance.token,
    status,
    connection: { state: instance.state, numberJid: instance.jid, presenceStatus, displayStatus },
    profile: instance.profile,
    proxy: { ...instance.proxy, password: null },
    webhook: webhook?.enabled
      ? { enabled: true, url: webhook.url, events: [...webhook.events] }
      : NO_WEBHOOK,
    websocket: websocket ?? DISABLED_WEBSOCKET,
    chatwoot: NO_CHATWOOT,
    settings: instance.settings,
    s3: instance.s3,
    createdAt: formatTimestamp(instance.createdAt),
    updatedAt: formatTimestamp(instance.updatedAt),
  };
}
