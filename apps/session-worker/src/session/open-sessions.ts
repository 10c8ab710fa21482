import { type CommandContext, NotOwnerError } from '@starling/broker';
import { ContractError } from '@starling/contract';
import { type SessionLease } from '@starling/storage';
import { type EngineConnection } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { Sessions } from './sessions.js';

export interface OpenSession {
  readonly lease: SessionLease;
  readonly connection: EngineConnection;
}

/** The open sessions of this worker. */
@Injectable()
export class OpenSessions {
  constructor(private readonly sessions: Sessions) {}

  /** Throws `NotOwnerError` when this worker does not own the session. */
  lease({ command }: CommandContext): SessionLease {
    const session = this.sessions.find(command.instance);
    if (!session) throw new NotOwnerError();
    return session.lease;
  }

  /** Throws `NotOwnerError`, or `InstanceNotConnected`. */
  get(context: CommandContext): OpenSession {
    const lease = this.lease(context);
    const connection = this.sessions.find(lease.instanceId)?.openConnection;
    if (!connection) throw new ContractError('InstanceNotConnected');
    return { lease, connection };
  }
}
