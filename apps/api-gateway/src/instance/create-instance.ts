import { randomUUID } from 'node:crypto';
import {
  CHATWOOT_OFF,
  ContractError,
  type CreateInstanceBody,
  createInstance,
  failedChatwoot,
} from '@starling/contract';
import { AddressGuard, Handles, LOGGER, type Logger } from '@starling/platform';
import { Instances } from '@starling/storage';
import { Inject } from '@nestjs/common';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenCache } from '../auth/token-cache.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { ensureProxyAllowed } from './ensure-proxy-allowed.js';
import { toInstanceObject } from './instance-view.js';

@Handles(createInstance)
export class CreateInstance implements OperationHandler<typeof createInstance> {
  constructor(
    private readonly instances: Instances,
    private readonly tokens: TokenCache,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
    private readonly guard: AddressGuard,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async act({ tenant, caller, body, requestId }: Call<typeof createInstance>) {
    ensureProxyAllowed(this.guard, body.proxy);
    this.logRejectedBlocks(body, requestId);
    await this.ensureNotTheOperators(body.token);
    const { name, settings, proxy, s3, webhook, websocket } = body;
    const created = await this.instances.create(tenant, {
      name,
      settings,
      proxy,
      s3,
      token: body.token ?? randomUUID(),
      webhook: webhook?.rejected === false ? webhook.config : undefined,
      websocket: websocket?.rejected === false ? websocket.config : undefined,
    });
    // A client may have tried this token a moment ago, and then it is cached as unknown.
    await this.invalidation.forgetAccount(tenant.accountId);
    await this.audit.record({
      caller,
      action: 'instance.create',
      instanceId: created.id,
      accountId: tenant.accountId,
    });
    const instance = {
      ...toInstanceObject(created),
      ...(body.chatwoot && { chatwoot: failedChatwoot(CHATWOOT_OFF) }),
    };
    return {
      success: true as const,
      message: 'Instance created successfully' as const,
      instance,
      data: { token: instance.token },
    };
  }

  /** Storage knows all tokens but this one, and the instance could never be reached by it. */
  private async ensureNotTheOperators(chosen: string | undefined): Promise<void> {
    const owner = await this.tokens.identify(chosen);
    if (owner?.kind === 'operator') throw new ContractError('InstanceTokenTaken');
  }

  /** These blocks cannot fail the creation; the log says what is wrong with them. */
  private logRejectedBlocks(body: CreateInstanceBody, requestId: string): void {
    const { webhook, websocket, chatwoot } = body;
    const reasons = {
      webhook: webhook?.rejected ? webhook.reason : undefined,
      websocket: websocket?.rejected ? websocket.reason : undefined,
      // There is no Chatwoot module in this server yet, so no block of it can be served.
      chatwoot: chatwoot && CHATWOOT_OFF,
    };
    for (const [block, reason] of Object.entries(reasons)) {
      if (reason === undefined) continue;
      this.logger.warn({ requestId, block, reason }, 'block left out of creation');
    }
  }
}
