import { DEFAULT_WEBHOOK_LABEL } from '@starling/contract';
import { type Statement } from '../database/database.js';
import { type Part, selectList, selectPart } from '../database/select-list.js';
import {
  type InstanceModel,
  type InstanceSettingsModel,
  type ProxyConfigModel,
  type S3ConfigModel,
  type WebhookModel,
  type WebsocketConfigModel,
} from '../generated/models.js';

const INSTANCE = [
  'id',
  'name',
  'desiredState',
  'state',
  'awaitsPairing',
  'isTemporarilyBanned',
  'presenceStatus',
  'jid',
  'lid',
  'profileName',
  'profilePictureUrl',
  'isBusiness',
  'businessName',
  'createdAt',
  'updatedAt',
] as const;
const SETTINGS = [
  'autoRejectCalls',
  'callRejectMessage',
  'ignoreGroupMessages',
  'keepOnlineStatus',
  'autoReadMessages',
  'disableHistorySync',
  'ignoreStatus',
] as const;
const PROXY = ['host', 'port', 'protocol', 'username'] as const;
const S3 = ['region', 'bucket', 'accessKey', 'endpoint', 'pathPrefix'] as const;
const WEBHOOK = ['label', 'enabled', 'url', 'byEvents', 'events', 'mediaBase64'] as const;
const WEBSOCKET = ['enabled', 'events', 'mediaBase64'] as const;

export type InstanceRow = Pick<InstanceModel, (typeof INSTANCE)[number]>;

export type ConfiguredRow = InstanceRow &
  Pick<InstanceModel, 'token'> &
  SettingsPart &
  ProxyPart &
  S3Part &
  WebhookPart &
  WebsocketPart;
export type SettingsPart = Part<'settings', InstanceSettingsModel, (typeof SETTINGS)[number]>;
export type ProxyPart = Part<'proxy', ProxyConfigModel, (typeof PROXY)[number]>;
export type S3Part = Part<'s3', S3ConfigModel, (typeof S3)[number]>;
export type WebhookPart = Part<'webhook', WebhookModel, (typeof WEBHOOK)[number]>;
export type WebsocketPart = Part<'websocket', WebsocketConfigModel, (typeof WEBSOCKET)[number]>;

const PLAIN = `SELECT ${selectList('i', INSTANCE)} FROM instances i WHERE i.account_id = $1`;

export const INSTANCE_BY_ID: Statement = {
  name: 'instance by id',
  text: `${PLAIN} AND i.id = $2`,
};
export const INSTANCE_BY_NAME: Statement = {
  name: 'instance by name',
  text: `${PLAIN} AND i.name = $2`,
};

const CONFIGURED = `
  SELECT ${selectList('i', [...INSTANCE, 'token'])},
         ${selectPart('settings', SETTINGS)},
         ${selectPart('proxy', PROXY)},
         ${selectPart('s3', S3)},
         ${selectPart('webhook', WEBHOOK)},
         ${selectPart('websocket', WEBSOCKET)}
  FROM instances i
  LEFT JOIN instance_settings settings ON settings.instance_id = i.id
  LEFT JOIN proxy_configs proxy ON proxy.instance_id = i.id
  LEFT JOIN s3_configs s3 ON s3.instance_id = i.id
  LEFT JOIN webhooks webhook
    ON webhook.instance_id = i.id AND webhook.label = '${DEFAULT_WEBHOOK_LABEL}'
  LEFT JOIN websocket_configs websocket ON websocket.instance_id = i.id
  WHERE i.account_id = $1`;
const OLDEST_FIRST = 'ORDER BY i.created_at, i.id';

export const CONFIGURED_ALL: Statement = {
  name: 'all configured instances',
  text: `${CONFIGURED} ${OLDEST_FIRST}`,
};
export const CONFIGURED_BY_NAME: Statement = {
  name: 'configured instances by name',
  text: `${CONFIGURED} AND i.name = ANY($2) ${OLDEST_FIRST}`,
};
export const CONFIGURED_BY_ID: Statement = {
  name: 'configured instance by id',
  text: `${CONFIGURED} AND i.id = $2`,
};
