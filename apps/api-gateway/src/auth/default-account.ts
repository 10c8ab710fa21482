import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOGGER, type Logger } from '@starling/platform';
import { Accounts, StorageError, Tokens } from '@starling/storage';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway.config.js';

const NAME = 'default';

/**
 * Creates the account `default` with the configured token when there is none. A restart does not bring a token back that
 * was rotated since.
 */
@Injectable()
export class DefaultAccount implements OnModuleInit {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly accounts: Accounts,
    private readonly tokens: Tokens,
  ) {}

  async onModuleInit(): Promise<void> {
    const token = this.config.ACCOUNT_TOKEN;
    if (token === undefined) return;
    const account = await this.accounts.find({ kind: 'name', name: NAME });
    if (!account) return this.create(token);
    const owner = await this.tokens.find(token);
    if (owner?.kind === 'account' && owner.account.id === account.id) return;
    this.logger.warn('ACCOUNT_TOKEN is not the token of the account default; the stored one stays');
  }

  /** Several gateways may start at once: the first one creates the account, and the others use it. */
  private async create(token: string): Promise<void> {
    try {
      await this.accounts.create({ name: NAME, token });
    } catch (error) {
      if (!(error instanceof StorageError && error.code === 'AccountNameTaken')) throw error;
    }
  }
}
