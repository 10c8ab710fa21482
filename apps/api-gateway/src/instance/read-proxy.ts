import { readProxy } from '@starling/contract';
import { Handles } from '@starling/platform';
import { ProxyConfigs } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(readProxy)
export class ReadProxy implements OperationHandler<typeof readProxy> {
  constructor(private readonly configs: ProxyConfigs) {}

  async act({ tenant, instance }: Call<typeof readProxy>) {
    return {
      success: true as const,
      message: 'Proxy configuration retrieved successfully' as const,
      proxy: await this.configs.get(tenant, instance.id),
    };
  }
}
