import { createHash } from 'node:crypto';
import { ContractError, type Operation } from '@starling/contract';
import { IdempotencyKeys, type IdempotentSend } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../call/call.js';

const MAX_KEY_CHARACTERS = 255;
/**
 * How long a key stays busy after its gateway died. Then the next request with it finds out whether the message was
 * sent.
 */
const BUSY_SECONDS = 20;
const EXTEND_MS = 5_000;

/** The send ended without a known outcome. `reply` is the error that the client gets. */
export class UncertainSendError extends Error {
  constructor(readonly reply: ContractError) {
    super(reply.message);
    this.name = 'UncertainSendError';
  }
}

/** Sends the message of a key under this id. `isRepeated`: an earlier request may have sent it already. */
export type Act = (messageId: string, isRepeated: boolean) => Promise<unknown>;

/** Executes requests with the same `Idempotency-Key` once within a day. */
@Injectable()
export class Idempotency {
  constructor(private readonly keys: IdempotencyKeys) {}

  /**
   * Throws `SendInProgress` or `IdempotencyKeyReused`. An error of the contract that `act` throws means that nothing was
   * sent: the key is free again. After any other error the next request with the key finds out whether it was sent.
   */
  async once(
    key: string,
    operation: Operation,
    call: Call,
    messageId: string,
    act: Act,
  ): Promise<unknown> {
    const send = asSend(key, operation, call);
    const verdict = await this.keys.claim(call.tenant, send, messageId, BUSY_SECONDS);
    switch (verdict.kind) {
      case 'answered':
        return verdict.reply;
      case 'busy':
        throw new ContractError('SendInProgress');
      case 'other_request':
        throw new ContractError('IdempotencyKeyReused');
      case 'ours':
        return this.act(send, () => act(verdict.messageId, verdict.isRepeated));
    }
  }

  private async act(send: IdempotentSend, act: () => Promise<unknown>): Promise<unknown> {
    const extending = setInterval(() => {
      this.keys.extend(send, BUSY_SECONDS).catch(() => undefined);
    }, EXTEND_MS);
    try {
      const reply = await act();
      // When the reply cannot be stored, the next request finds the row of the message and answers from it.
      await this.keys.answer(send, reply).catch(() => this.keys.extend(send, 0));
      return reply;
    } catch (error) {
      const isCertain = error instanceof ContractError;
      await (isCertain ? this.keys.forget(send) : this.keys.extend(send, 0)).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(extending);
    }
  }
}

/** A file is stored under another id each time it is sent; its digest stays the same. */
const withoutIds = (name: string, value: unknown): unknown =>
  name === 'mediaId' ? undefined : value;

function asSend(key: string, { name }: Operation, { instance, body }: Call): IdempotentSend {
  if (key.trim() === '' || key.length > MAX_KEY_CHARACTERS) {
    throw new ContractError('InvalidIdempotencyKey');
  }
  const requestHash = createHash('sha256')
    .update(name)
    .update(JSON.stringify(body, withoutIds))
    .digest();
  return { instanceId: instance.id, key, requestHash };
}
