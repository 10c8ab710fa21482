import { ContractError, readDelivery } from '@starling/contract';
import { Handles } from '@starling/platform';
import { DeliveryHistory } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { attemptView, deliveryView } from './delivery-view.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Handles(readDelivery)
export class ReadDelivery implements OperationHandler<typeof readDelivery> {
  constructor(private readonly history: DeliveryHistory) {}

  async act({ tenant, instance, params }: Call<typeof readDelivery>) {
    const id = params['delivery'] ?? '';
    const attempts = UUID.test(id) ? await this.history.attempts(tenant, instance.id, id) : [];
    const last = attempts.at(-1);
    if (!last) throw new ContractError('DeliveryNotFound');
    return {
      success: true as const,
      message: 'Delivery retrieved successfully' as const,
      delivery: deliveryView(last),
      attempts: attempts.map(attemptView),
    };
  }
}
