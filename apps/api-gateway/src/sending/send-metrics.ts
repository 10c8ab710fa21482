import { ContractError, type Operation } from '@starling/contract';
import { Metrics } from '@starling/platform';
import { Injectable } from '@nestjs/common';

/** Counts the sends that clients ask for, by kind and outcome. */
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

  /** Counts the outcome of `sending`, and passes it on. */
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
