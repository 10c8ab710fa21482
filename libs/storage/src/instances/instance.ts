import {
  type ConnectionState,
  type InstanceSettings,
  type PresenceStatus,
  type ProxyConfig,
  type S3ConfigWithSecret,
  type WebhookConfig,
  type WebsocketConfig,
} from '@starling/contract';
import { type InstanceId } from '../tenancy/ids.js';
import { type InstanceRow } from './instance-reads.js';

/** The record alone, without its token and its configuration. */
export interface Instance {
  readonly id: InstanceId;
  readonly name: string;
  readonly desiredState: 'connected' | 'disconnected';
  readonly state: ConnectionState;
  /** A QR or pairing code waits to be used. */
  readonly awaitsPairing: boolean;
  readonly isTemporarilyBanned: boolean;
  readonly presence: PresenceStatus;
  /** Its number once it was connected, kept afterwards. */
  readonly jid: string | null;
  readonly lid: string | null;
  readonly profile: {
    readonly name: string;
    readonly pictureUrl: string;
    readonly isBusiness: boolean;
    readonly businessName: string;
  };
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** All that a list tells of an instance; its secrets are left out, but for the token. */
export interface InstanceWithConfiguration extends Instance {
  readonly token: string;
  readonly settings: InstanceSettings;
  readonly proxy: ProxyConfig;
  readonly s3: S3ConfigWithSecret;
  /** The row labelled `default`, without its authorization. Null: never written. */
  readonly webhook: Omit<WebhookConfig, 'authorization'> | null;
  /** Null: never written. */
  readonly websocket: WebsocketConfig | null;
}

export const toInstance = (row: InstanceRow): Instance => ({
  id: row.id as InstanceId,
  name: row.name,
  desiredState: row.desiredState,
  state: row.state,
  awaitsPairing: row.awaitsPairing,
  isTemporarilyBanned: row.isTemporarilyBanned,
  presence: row.presenceStatus as PresenceStatus,
  jid: row.jid,
  lid: row.lid,
  profile: {
    name: row.profileName,
    pictureUrl: row.profilePictureUrl,
    isBusiness: row.isBusiness,
    businessName: row.businessName,
  },
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});
