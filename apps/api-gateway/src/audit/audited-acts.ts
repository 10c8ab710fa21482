import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@starling/platform';
import { type AccountId, AuditLog, type InstanceId } from '@starling/storage';
import { type Caller } from '../auth/caller.js';
import { type Call } from '../call/call.js';

export interface AuditedAct {
  readonly caller: Caller;
  /** `<noun>.<verb>`, as the operation is named. */
  readonly action: string;
  readonly accountId?: AccountId;
  readonly instanceId?: InstanceId;
  /** Ids and flags. Contents, numbers and tokens have no place here. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Who changed what. The act is done by then, so a record that cannot be written is an error in the log and no more. */
@Injectable()
export class AuditedActs {
  constructor(
    private readonly auditLog: AuditLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async record({ caller, ...act }: AuditedAct): Promise<void> {
    try {
      await this.auditLog.record({ actor: actorOf(caller), ...act });
    } catch (error) {
      this.logger.error({ err: error, ...act }, 'an act was not recorded');
    }
  }

  /** For a change of one instance's configuration. */
  recordChange({ caller, tenant, instance }: Call, action: string): Promise<void> {
    return this.record({ caller, action, accountId: tenant.accountId, instanceId: instance.id });
  }
}

function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'operator':
      return 'operator';
    case 'account':
      return 'account';
    case 'instance':
      return `instance:${caller.instanceId}`;
  }
}
