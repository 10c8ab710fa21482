import { ContractError, type Recipient } from '@starling/contract';
import { type EngineConnection } from '@starling/whatsapp';
import { CONFIG } from '@starling/platform';
import { Inject, Injectable } from '@nestjs/common';
import { KnownUsers } from './known-users.js';
import { type WorkerConfig } from '../config/worker.config.js';

/** Resolves a recipient that a client named to its address at WhatsApp. */
@Injectable()
export class Recipients {
  private readonly users: KnownUsers;

  constructor(@Inject(CONFIG) config: WorkerConfig) {
    const isSandbox = config.SANDBOX_URL !== undefined;
    this.users = new KnownUsers(!isSandbox);
  }

  async resolve(connection: EngineConnection, recipient: Recipient): Promise<string> {
    if (recipient.kind === 'address') return recipient.jid;
    const { digits } = recipient;
    const jid = await this.users.find(connection, digits).catch((error: unknown) => {
      throw new ContractError('VerifyNumberFailed', { reason: reasonOf(error) });
    });
    if (jid === undefined) throw new ContractError('NumberNotOnWhatsApp', { digits });
    return jid;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : 'unknown';
