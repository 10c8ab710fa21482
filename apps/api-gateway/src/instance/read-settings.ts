import { readSettings } from '@starling/contract';
import { Handles } from '@starling/platform';
import { InstanceSettings } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(readSettings)
export class ReadSettings implements OperationHandler<typeof readSettings> {
  constructor(private readonly configs: InstanceSettings) {}

  async act({ tenant, instance }: Call<typeof readSettings>) {
    return {
      success: true as const,
      message: 'Settings retrieved successfully' as const,
      settings: await this.configs.get(tenant, instance.id),
    };
  }
}
