import { EventLog, Queues, deliveryRetries, type StoredDelivery } from '@starling/broker';
import { type EventName, replayDeliveries } from '@starling/contract';
import { Handles } from '@starling/platform';
import { DeadLetters, DeliveryHistory } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { type Call, type OperationHandler } from '../call/call.js';

type KeptLetter = Awaited<ReturnType<DeadLetters['list']>>[number];
type Made = Awaited<ReturnType<DeliveryHistory['made']>>[number];
type Replay = Call<typeof replayDeliveries>;

const MAX_AT_ONCE = 1_000;
const BATCH = 100;

/** What is replayed waits for a first attempt again, under its own id and event id. */
@Handles(replayDeliveries)
export class ReplayDeliveries implements OperationHandler<typeof replayDeliveries> {
  private readonly waiting;

  constructor(
    private readonly letters: DeadLetters,
    private readonly history: DeliveryHistory,
    private readonly log: EventLog,
    private readonly audit: AuditedActs,
    queues: Queues,
  ) {
    this.waiting = queues.producer(deliveryRetries);
  }

  async act(call: Replay) {
    // What dies or is delivered again meanwhile is not of this call.
    const until = call.query.until ?? new Date();
    const { replayed, unavailable, more } =
      call.query.status === 'dead'
        ? await this.replayDead(call, until)
        : await this.replayMade(call, until);
    await this.audit.recordChange(call, 'deliveries.replay');
    return {
      success: true as const,
      message: 'Deliveries replayed successfully' as const,
      replayed,
      unavailable,
      more,
    };
  }

  private async replayDead(call: Replay, until: Date) {
    let replayed = 0;
    let lastBatch = BATCH;
    while (lastBatch === BATCH && replayed < MAX_AT_ONCE) {
      lastBatch = await this.replaySomeDead(call, until);
      replayed += lastBatch;
    }
    return { replayed, unavailable: 0, more: lastBatch === BATCH };
  }

  /** A dead letter is deleted after its delivery is stored again: a crash in between delivers it twice, so at least once. */
  private async replaySomeDead({ tenant, instance, query }: Replay, until: Date): Promise<number> {
    const { id, label, since } = query;
    const choice = { id, label, since, until, limit: BATCH };
    const letters = await this.letters.list(tenant, instance.id, choice);
    await Promise.all(letters.map((letter) => this.storeDead(letter)));
    await this.letters.drop(tenant, instance.id, letters);
    return letters.length;
  }

  /** Asked for twice before its attempt, it waits once; once attempted, it is no longer of the time that was asked for. */
  private async replayMade({ tenant, instance, query }: Replay, until: Date) {
    const { id, label, since } = query;
    const choice = { id, label, since, until, limit: MAX_AT_ONCE + 1 };
    const found = await this.history.made(tenant, instance.id, choice);
    const made = found.slice(0, MAX_AT_ONCE);
    const owner = { accountId: tenant.accountId, instanceId: instance.id };
    let replayed = 0;
    for (let at = 0; at < made.length; at += BATCH) {
      const some = made.slice(at, at + BATCH);
      const stored = await Promise.all(some.map((one) => this.storeMade(owner, one)));
      replayed += stored.filter(Boolean).length;
    }
    return { replayed, unavailable: made.length - replayed, more: found.length > made.length };
  }

  private async storeDead(letter: KeptLetter): Promise<void> {
    const { id: deliveryId, event, eventId, body, media, ...ids } = letter;
    const { accountId, instanceId, webhookId } = ids;
    await this.waiting.add('attempt', {
      deliveryId,
      accountId,
      instanceId,
      webhookId,
      event: event as EventName,
      eventId,
      ...fresh(body),
      ...(media !== null && { media }),
    });
  }

  /** False: its event is not kept. */
  private async storeMade(
    owner: { readonly accountId: string; readonly instanceId: string },
    { deliveryId, webhookId, event, eventId, logId, mediaBase64 }: Made,
  ): Promise<boolean> {
    const kept = logId === null ? undefined : await this.log.find(owner.instanceId, logId);
    if (!kept || logId === null) return false;
    const job: StoredDelivery = {
      ...owner,
      deliveryId,
      webhookId,
      event: event as EventName,
      eventId,
      logId,
      ...fresh(kept.bytes),
      ...(mediaBase64 && kept.media !== undefined && { media: kept.media }),
    };
    await this.waiting.add('attempt', job, { jobId: `${deliveryId}-replay` });
    return true;
  }
}

const fresh = (body: Uint8Array) => ({
  body: Buffer.from(body).toString('utf8'),
  attempts: 0,
  firstAttemptAt: new Date().toISOString(),
});
