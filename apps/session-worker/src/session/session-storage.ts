import {
  Accounts,
  InstanceSettings,
  ProxyConfigs,
  SessionClaims,
  SessionKeys,
  type SessionLease,
  SessionStates,
  SessionWrites,
} from '@starling/storage';
import { type Proxy } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { FencedSessionStore } from './fenced-session-store.js';
import { SentMessageLookup } from './sent-message-lookup.js';

/** The rows that sessions read and write. */
@Injectable()
export class SessionStorage {
  constructor(
    readonly claims: SessionClaims,
    readonly keys: SessionKeys,
    readonly states: SessionStates,
    readonly sent: SentMessageLookup,
    private readonly writes: SessionWrites,
    private readonly settings: InstanceSettings,
    private readonly proxies: ProxyConfigs,
    private readonly accounts: Accounts,
  ) {}

  storeOf(lease: SessionLease): FencedSessionStore {
    return new FencedSessionStore(lease, this.keys, this.writes);
  }

  settingsOf({ scope, instanceId }: SessionLease) {
    return this.settings.get(scope, instanceId);
  }

  async proxyOf({ scope, instanceId }: SessionLease): Promise<Proxy | undefined> {
    const access = await this.proxies.findAccess(scope, instanceId);
    if (!access) return undefined;
    const { username, password } = access;
    return { ...access, username: username ?? undefined, password: password ?? undefined };
  }

  /** False once the account is suspended or gone. */
  async isServed({ accountId }: SessionLease): Promise<boolean> {
    const account = await this.accounts.find({ kind: 'id', id: accountId });
    return account?.status === 'active';
  }
}
