import { summarizeDeliveries } from '@starling/contract';
import { Handles } from '@starling/platform';
import { DeliveryTotals } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(summarizeDeliveries)
export class SummarizeDeliveries implements OperationHandler<typeof summarizeDeliveries> {
  constructor(private readonly totals: DeliveryTotals) {}

  async act({ query: { limit } }: Call<typeof summarizeDeliveries>) {
    return {
      success: true as const,
      message: 'Deliveries retrieved successfully' as const,
      accounts: await this.totals.byAccount(limit),
      slowestEndpoints: await this.totals.slowestEndpoints(limit),
    };
  }
}
