import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ControlMessages } from '@starling/broker';
import { type AccountId } from '@starling/storage';
import { ACCOUNT_CACHES, type AccountCache } from './account-cache.js';

/**
 * What processes remember of an account, its tokens and its instances is forgotten everywhere before the act that changed it is answered.
 * A process that cannot be told (it is just starting, or Redis is away) is at most seconds behind: nothing is
 * remembered longer.
 */
@Injectable()
export class TokenInvalidation implements OnModuleInit {
  constructor(
    private readonly control: ControlMessages,
    @Inject(ACCOUNT_CACHES) private readonly caches: readonly AccountCache[],
  ) {}

  onModuleInit(): void {
    this.control.on((message) => {
      if (message.about === 'account') this.forgetHere(message.accountId as AccountId);
    });
  }

  /** For what only gateways remember: which instances there are. */
  forgetAccount(accountId: AccountId): Promise<void> {
    return this.control.toRole('api-gateway', { about: 'account', accountId });
  }

  /** The account itself changed: its sessions, sockets and deliveries are concerned as well. */
  announceAccount(accountId: AccountId): Promise<void> {
    return this.control.toRoles(['api-gateway', 'session-worker', 'ws-fanout', 'delivery-worker'], {
      about: 'account',
      accountId,
    });
  }

  private forgetHere(accountId: AccountId): void {
    for (const cache of this.caches) cache.forgetAccount(accountId);
  }
}
