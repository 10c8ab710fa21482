import { readMetrics } from '@starling/contract';
import { sumMetrics } from '@starling/domain';
import { Handles } from '@starling/platform';
import { MessageCounters } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(readMetrics)
export class ReadMetrics implements OperationHandler<typeof readMetrics> {
  constructor(private readonly counters: MessageCounters) {}

  async act({ tenant, instances, params }: Call<typeof readMetrics>) {
    const asSent = params['instance'] ?? '';
    const each = await Promise.all(
      instances.map(async ({ id, name }) => ({
        instance: name,
        ...(await this.counters.count(tenant, id)),
      })),
    );
    return {
      success: true as const,
      message: 'Metrics retrieved successfully' as const,
      metrics: sumMetrics(asSent, each),
    };
  }
}
