import { LOGGER, type Logger, Metrics } from '@starling/platform';
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
import { type ConnectionClose } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { SessionEvents } from '../events/session-events.js';
import { SentMessageLookup } from './sent-message-lookup.js';
import { FencedSessionStore } from './fenced-session-store.js';
import { AutoPairing } from './auto-pairing.js';
import { SessionAnnouncer } from './session-announcer.js';
import { type SessionAct } from './session-machine.js';

/** What the owner of an instance, and the operator, have set. */
@Injectable()
export class SessionConfiguration {
  constructor(
    private readonly settings: InstanceSettings,
    private readonly proxies: ProxyConfigs,
    private readonly accounts: Accounts,
  ) {}

  settingsOf({ scope, instanceId }: SessionLease) {
    return this.settings.get(scope, instanceId);
  }

  async proxyOf({ scope, instanceId }: SessionLease) {
    const access = await this.proxies.findAccess(scope, instanceId);
    return (
      access && {
        ...access,
        username: access.username ?? undefined,
        password: access.password ?? undefined,
      }
    );
  }

  /** False once the account is suspended or gone. */
  async isServed({ accountId }: SessionLease): Promise<boolean> {
    const account = await this.accounts.find({ kind: 'id', id: accountId });
    return account?.status === 'active';
  }
}

/** What every session needs of storage. */
@Injectable()
export class SessionStorage {
  constructor(
    readonly claims: SessionClaims,
    readonly keys: SessionKeys,
    private readonly writes: SessionWrites,
    private readonly sent: SentMessageLookup,
    private readonly configuration: SessionConfiguration,
  ) {}

  storeOf(lease: SessionLease): FencedSessionStore {
    return new FencedSessionStore(lease, this.keys, this.writes);
  }

  /** For resends: what the message said, as WhatsApp knows it. */
  findMessage(lease: SessionLease, messageId: string, chatJid: string) {
    return this.sent.find(lease, messageId, chatJid);
  }

  /** Sent through the API, and not answered by WhatsApp. */
  listUnsettled(lease: SessionLease) {
    return this.sent.listUnsettled(lease);
  }

  settingsOf(lease: SessionLease) {
    return this.configuration.settingsOf(lease);
  }

  proxyOf(lease: SessionLease) {
    return this.configuration.proxyOf(lease);
  }

  isServed(lease: SessionLease): Promise<boolean> {
    return this.configuration.isServed(lease);
  }
}

const CONFLICT = 440;

/** What every session tells, and to whom. */
@Injectable()
export class SessionVoice {
  private readonly closes;

  constructor(
    readonly states: SessionStates,
    readonly events: SessionEvents,
    readonly scanner: AutoPairing,
    metrics: Metrics,
    @Inject(LOGGER) readonly logger: Logger,
  ) {
    this.closes = metrics.counter(
      'starling_session_closes_total',
      'Closed connections to WhatsApp, by close code and what becomes of the session',
      ['code', 'then'],
    );
  }

  /** A conflict means that the number is in use elsewhere: somebody has to look. */
  noteClose(lease: SessionLease, code: number | undefined, then: SessionAct): void {
    this.closes.inc({ code: String(code ?? 'none'), then });
    if (code !== CONFLICT) return;
    const { instanceId: instance, accountId: account, epoch } = lease;
    this.logger.error(
      { kind: 'conflict', instance, account, epoch },
      'the device is in use elsewhere',
    );
  }

  /** The log says more than clients are told. */
  noteUnreachable(lease: SessionLease, { reason, detail }: ConnectionClose): void {
    const { instanceId: instance, accountId: account, epoch } = lease;
    this.logger.warn(
      { kind: 'unreachable', instance, account, epoch, reason, detail },
      'WhatsApp was not reached',
    );
  }

  announcerOf(lease: SessionLease): SessionAnnouncer {
    return new SessionAnnouncer(lease, this.states, this.events, this.logger);
  }
}
