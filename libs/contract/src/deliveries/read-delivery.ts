import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { delivery, deliveryAttempt, EXAMPLE_DELIVERY } from './delivery.js';

export const readDelivery = operation({
  name: 'deliveries.read',
  summary: 'Get one delivery with its attempts, oldest first',
  method: 'GET',
  path: '/api/events/deliveries/:instance/:delivery',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Delivery retrieved successfully'),
    delivery,
    attempts: z.array(deliveryAttempt),
  }),
  errors: ['DeliveryNotFound'],
  example: {
    params: { delivery: EXAMPLE_DELIVERY.id },
    reply: {
      success: true,
      message: 'Delivery retrieved successfully',
      delivery: EXAMPLE_DELIVERY,
      attempts: [
        {
          attempt: 1,
          status: 'retry',
          httpStatus: 502,
          latencyMs: 48,
          error: null,
          attemptedAt: EXAMPLE_DELIVERY.attemptedAt,
          response: 'Bad gateway',
        },
      ],
    },
  },
});
