import { type Delivery } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { type AttemptFacts, type DeliveryRecord } from '@starling/storage';

type AttemptResult = Omit<AttemptFacts, 'attempt' | 'response'>;

const resultView = ({ outcome, status, latencyMs, error, attemptedAt }: AttemptResult) => ({
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
  ...resultView(record),
});

export const attemptView = (facts: AttemptFacts) => ({
  attempt: facts.attempt,
  ...resultView(facts),
  response: facts.response,
});
