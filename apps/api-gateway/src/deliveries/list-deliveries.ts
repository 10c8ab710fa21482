import { listDeliveries } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { DeliveryHistory } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { deliveryView } from './delivery-view.js';

@Handles(listDeliveries)
export class ListDeliveries implements OperationHandler<typeof listDeliveries> {
  constructor(private readonly history: DeliveryHistory) {}

  async act({ tenant, instance, query: { status, ...request } }: Call<typeof listDeliveries>) {
    const [page, webhooks] = await Promise.all([
      this.history.page(tenant, instance.id, { ...request, outcome: status }),
      this.history.health(tenant, instance.id),
    ]);
    return {
      success: true as const,
      message: 'Deliveries retrieved successfully' as const,
      deliveries: page.deliveries.map(deliveryView),
      meta: {
        nextCursor: page.nextCursor,
        webhooks: webhooks.map(({ label, lastSuccessAt, lastFailureAt }) => ({
          label,
          lastSuccessAt: lastSuccessAt && formatTimestamp(lastSuccessAt),
          lastFailureAt: lastFailureAt && formatTimestamp(lastFailureAt),
        })),
      },
    };
  }
}
