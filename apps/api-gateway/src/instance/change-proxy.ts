import { changeProxy } from '@starling/contract';
import { AddressGuard, Handles } from '@starling/platform';
import { ProxyConfigs } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { ensureProxyAllowed } from './ensure-proxy-allowed.js';

@Handles(changeProxy)
export class ChangeProxy implements OperationHandler<typeof changeProxy> {
  constructor(
    private readonly configs: ProxyConfigs,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
    private readonly guard: AddressGuard,
  ) {}

  async act(call: Call<typeof changeProxy>) {
    const { tenant, instance, body } = call;
    ensureProxyAllowed(this.guard, body);
    const proxy = await this.configs.change(tenant, instance.id, body);
    await this.notices.settingsChanged(instance.id);
    await this.audit.recordChange(call, 'instance.changeProxy');
    return {
      success: true as const,
      message: 'Proxy configuration updated successfully' as const,
      proxy,
    };
  }
}
