import { z } from 'zod';
import { ERRORS } from '../errors/catalogue.js';
import { filterField } from '../events/filter.js';
import { judgeWebhook, type WebhookConfig } from '../events/webhook.js';
import { judgeWebsocket, type WebsocketConfig } from '../events/websocket.js';
import { optional } from '../fields/leniency.js';
import { isBroken, kept, type Verdict } from '../fields/verdict.js';
import { judgeInstanceName } from '../identifiers/instance-name.js';
import { judgeInstanceToken } from '../identifiers/token.js';
import { chatwootFields } from './chatwoot-block.js';
import { judgeProxy, proxyFields, type ProxyChange } from './proxy.js';
import { judgeS3, s3Fields, type S3Change } from './s3.js';
import { settingsFields, settingsOrDefaults, type InstanceSettings } from './settings.js';

const flag = optional(z.boolean());
const text = optional(z.string());

/** Checks only the types of the whole body. The rules follow, block by block. */
export const createFields = z
  .object({
    name: text.describe('Required; unique within the account'),
    token: text.describe('8 to 255 printable ASCII characters without space; absent: a new UUID'),
    proxyEnabled: flag,
    proxyHost: proxyFields.host,
    proxyPort: proxyFields.port,
    proxyProtocol: proxyFields.protocol,
    proxyUsername: proxyFields.username,
    proxyPassword: text,
    webhookEnabled: flag,
    webhookURL: text,
    webhookAuthorization: text,
    webhookByEvents: flag,
    webhookEvents: filterField,
    webhookMediaBase64: flag,
    websocketEnabled: flag,
    websocketEvents: filterField,
    websocketMediaBase64: flag,
    ...chatwootFields,
    ...settingsFields,
    s3Enabled: flag,
    s3Region: s3Fields.region,
    s3Bucket: s3Fields.bucket,
    s3AccessKey: s3Fields.accessKey,
    s3SecretKey: s3Fields.secretKey,
    s3Endpoint: s3Fields.endpoint,
    s3PathPrefix: s3Fields.pathPrefix,
  })
  .meta({ required: ['name'] });
type Sent = z.output<typeof createFields>;

/** A block that cannot fail the creation. A rejected block is logged, and nothing of it is stored. */
export type Lenient<T> =
  | { readonly rejected: false; readonly config: T }
  | { readonly rejected: true; readonly reason: string };

export type ChatwootRequest = Partial<Pick<Sent, keyof typeof chatwootFields>>;

/** A block is present only if at least one of its fields was sent. */
export interface CreateInstanceBody {
  readonly name: string;
  /** Absent: the server makes a token. */
  readonly token?: string | undefined;
  readonly proxy?: ProxyChange | undefined;
  readonly webhook?: Lenient<WebhookConfig> | undefined;
  readonly websocket?: Lenient<WebsocketConfig> | undefined;
  readonly settings: InstanceSettings;
  readonly s3?: S3Change | undefined;
  readonly chatwoot?: ChatwootRequest | undefined;
}

export function judgeCreation(sent: Sent): Verdict<CreateInstanceBody> {
  const name = judgeInstanceName(sent.name);
  if (isBroken(name)) return name;
  const token = judgeInstanceToken(sent.token);
  if (isBroken(token)) return token;
  const proxy = judgeIfSent(proxyBlock(sent), judgeProxy);
  if (isBroken(proxy)) return proxy;
  const s3 = judgeIfSent(s3Block(sent), judgeS3);
  if (isBroken(s3)) return s3;
  return kept({
    name: name.kept,
    token: token.kept,
    proxy: proxy.kept,
    webhook: lenient(judgeIfSent(webhookBlock(sent), judgeWebhook)),
    websocket: lenient(judgeIfSent(websocketBlock(sent), judgeWebsocket)),
    settings: settingsOrDefaults(sent),
    s3: s3.kept,
    chatwoot: chatwootBlock(sent),
  });
}

function judgeIfSent<Fields extends { enabled: boolean | undefined }, T>(
  fields: Fields,
  judge: (request: Fields & { enabled: boolean }) => Verdict<T>,
): Verdict<T | undefined> {
  return wasSent(fields) ? judge({ ...fields, enabled: fields.enabled ?? false }) : kept(undefined);
}

const wasSent = (fields: object): boolean =>
  Object.values(fields).some((value) => value !== undefined);

function lenient<T>(verdict: Verdict<T | undefined>): Lenient<T> | undefined {
  if (isBroken(verdict)) return { rejected: true, reason: ERRORS[verdict.broken].text() };
  return verdict.kept === undefined ? undefined : { rejected: false, config: verdict.kept };
}

const proxyBlock = (sent: Sent) => ({
  enabled: sent.proxyEnabled,
  host: sent.proxyHost,
  port: sent.proxyPort,
  protocol: sent.proxyProtocol,
  username: sent.proxyUsername,
  password: sent.proxyPassword,
});

const webhookBlock = (sent: Sent) => ({
  label: undefined,
  enabled: sent.webhookEnabled,
  url: sent.webhookURL,
  authorization: sent.webhookAuthorization,
  byEvents: sent.webhookByEvents,
  events: sent.webhookEvents,
  mediaBase64: sent.webhookMediaBase64,
});

const websocketBlock = (sent: Sent) => ({
  enabled: sent.websocketEnabled,
  events: sent.websocketEvents,
  mediaBase64: sent.websocketMediaBase64,
});

const s3Block = (sent: Sent) => ({
  enabled: sent.s3Enabled,
  region: sent.s3Region,
  bucket: sent.s3Bucket,
  accessKey: sent.s3AccessKey,
  secretKey: sent.s3SecretKey,
  endpoint: sent.s3Endpoint,
  pathPrefix: sent.s3PathPrefix,
});

function chatwootBlock(sent: Sent): ChatwootRequest | undefined {
  const names = Object.keys(chatwootFields) as (keyof typeof chatwootFields)[];
  const fields = names.filter((name) => sent[name] !== undefined).map((name) => [name, sent[name]]);
  return fields.length > 0 ? (Object.fromEntries(fields) as ChatwootRequest) : undefined;
}
