import { type Delivery } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { type AttemptFacts, type DeliveryRecord } from '@starling/storage';

type Told = Omit<AttemptFacts, 'attempt' | 'response'>;

const told = ({ outcome, status, latencyMs, error, attemptedAt }: Told) => ({
  status: outcome,
  httpStatus: status,
  latencyMs,
  error,
  attemptedAt: formatTimestamp(attemptedAt),
});

export const deliveryView = (record: DeliveryRecord): Delivery => ({
  id: record.deliveryId,
  label: record.label,
  event: record.event as Delivery['event'],
  eventId: record.eventId,
  attempts: record.attempt,
  ...told(record),
});

export const attemptView = (facts: AttemptFacts) => ({
  attempt: facts.attempt,
  ...told(facts),
  response: facts.response,
});
