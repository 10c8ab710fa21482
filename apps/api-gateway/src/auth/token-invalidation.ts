import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ControlMessages } from '@starling/broker';
import { type AccountId } from '@starling/storage';
import { ACCOUNT_CACHES, type AccountCache } from './account-cache.js';

/**
 * Clears what processes have cached of an account, its tokens and its instances before the change is answered. A process
 * that cannot be reached (it is just starting, or Redis is away) is at most seconds behind, as caches live no longer.
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

  /** For changes of what only gateways cache, such as the list of instances. */
  forgetAccount(accountId: AccountId): Promise<void> {
    return this.control.toRole('api-gateway', { about: 'account', accountId });
  }

  /** For changes of the account itself, which concern its sessions, sockets and deliveries too. */
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
