import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Inbox, InboxSender, Membership } from '@starling/broker';
import { type AccountId } from '@starling/storage';
import { ACCOUNT_MEMORIES, type AccountMemory } from './account-memory.js';

const TOPIC = 'forget-account';

/**
 * What processes remember of an account, its tokens and its instances is forgotten everywhere before the act that changed it is answered.
 * A process that cannot be told (it is just starting, or Redis is away) is at most seconds behind: nothing is
 * remembered longer.
 */
@Injectable()
export class TokenInvalidation implements OnModuleInit {
  constructor(
    private readonly inbox: Inbox,
    private readonly sender: InboxSender,
    private readonly membership: Membership,
    @Inject(ACCOUNT_MEMORIES) private readonly memories: readonly AccountMemory[],
  ) {}

  onModuleInit(): void {
    this.inbox.on('control', (entries) => {
      for (const { fields } of entries) {
        if (fields['topic'] === TOPIC) this.forgetHere(fields['accountId'] as AccountId);
      }
    });
  }

  async forgetAccount(accountId: AccountId): Promise<void> {
    this.forgetHere(accountId);
    const others = await this.others();
    await Promise.allSettled(
      others.map((id) => this.sender.send(id, 'control', { topic: TOPIC, accountId }, '')),
    );
  }

  private async others(): Promise<string[]> {
    const gateways = await this.membership.members('api-gateway').catch(() => []);
    return gateways.map(({ id }) => id).filter((id) => id !== this.inbox.processId);
  }

  private forgetHere(accountId: AccountId): void {
    for (const memory of this.memories) memory.forgetAccount(accountId);
  }
}
