import { ContractError, type Operation } from '@starling/contract';
import { Metrics } from '@starling/platform';
import { Injectable } from '@nestjs/common';

/** What Prometheus learns of messages that clients ask for. */
@Injectable()
export class SendMetrics {
  private readonly sends;

  constructor(metrics: Metrics) {
    this.sends = metrics.counter(
      'starling_sends_total',
      'Messages that clients asked for, by kind and outcome: sent, or the code of the error',
      ['kind', 'outcome'],
    );
  }

  /** The promise goes on as it is. */
  async count<T>({ name }: Operation, sending: Promise<T>): Promise<T> {
    try {
      const reply = await sending;
      this.sends.inc({ kind: name, outcome: 'sent' });
      return reply;
    } catch (error) {
      const outcome = error instanceof ContractError ? error.code : 'failed';
      this.sends.inc({ kind: name, outcome });
      throw error;
    }
  }
}
