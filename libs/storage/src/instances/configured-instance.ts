import { type EventName } from '@starling/contract';
import { toFlags } from '../configuration/instance-settings.js';
import { toProxyConfig } from '../configuration/proxy-configs.js';
import { toS3Config } from '../configuration/s3-configs.js';
import { toWebsocketConfig } from '../configuration/websocket-configs.js';
import { type InstanceWithConfiguration, toInstance } from './instance.js';
import {
  type ConfiguredRow,
  type ProxyPart,
  type S3Part,
  type SettingsPart,
  type WebhookPart,
  type WebsocketPart,
} from './instance-reads.js';

export const toConfiguredInstance = (
  row: ConfiguredRow,
  token: string,
): InstanceWithConfiguration => ({
  ...toInstance(row),
  token,
  settings: toFlags(settingsOf(row)),
  proxy: toProxyConfig(proxyOf(row)),
  s3: toS3Config(s3Of(row)),
  webhook: webhookOf(row),
  websocket: websocketOf(row),
});

function settingsOf(row: SettingsPart) {
  if (row['settings.autoRejectCalls'] === null) return undefined;
  return {
    autoRejectCalls: row['settings.autoRejectCalls'],
    callRejectMessage: row['settings.callRejectMessage'],
    ignoreGroupMessages: row['settings.ignoreGroupMessages'],
    keepOnlineStatus: row['settings.keepOnlineStatus'],
    autoReadMessages: row['settings.autoReadMessages'],
    disableHistorySync: row['settings.disableHistorySync'],
    ignoreStatus: row['settings.ignoreStatus'],
  };
}

function proxyOf(row: ProxyPart) {
  if (row['proxy.host'] === null) return undefined;
  return {
    host: row['proxy.host'],
    port: row['proxy.port'],
    protocol: row['proxy.protocol'],
    username: row['proxy.username'],
  };
}

function s3Of(row: S3Part) {
  if (row['s3.region'] === null) return undefined;
  return {
    region: row['s3.region'],
    bucket: row['s3.bucket'],
    accessKey: row['s3.accessKey'],
    endpoint: row['s3.endpoint'],
    pathPrefix: row['s3.pathPrefix'],
  };
}

function webhookOf(row: WebhookPart) {
  if (row['webhook.label'] === null) return null;
  return {
    label: row['webhook.label'],
    enabled: row['webhook.enabled'],
    url: row['webhook.url'],
    byEvents: row['webhook.byEvents'],
    events: row['webhook.events'] as EventName[],
    mediaBase64: row['webhook.mediaBase64'],
  };
}

function websocketOf(row: WebsocketPart) {
  if (row['websocket.enabled'] === null) return null;
  return toWebsocketConfig({
    enabled: row['websocket.enabled'],
    events: row['websocket.events'],
    mediaBase64: row['websocket.mediaBase64'],
  });
}
