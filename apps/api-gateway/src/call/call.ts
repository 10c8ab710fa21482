import { type BodyOf, type Operation, type QueryOf, type ReplyOf } from '@starling/contract';
import { type InstanceId, type TenantScope } from '@starling/storage';
import { type Caller } from '../auth/caller.js';

/**
 * An instance that a path named. It existed within the last seconds; a handler that uses its rows finds out whether it
 * still does.
 */
export interface NamedInstance {
  readonly id: InstanceId;
  readonly name: string;
}

/** The outcome of the checks before the body. Tenant and instances are set when the operation is about them. */
export interface Admitted {
  readonly caller?: Caller;
  readonly tenant?: TenantScope;
  readonly instances: readonly NamedInstance[];
}

/** One admitted request, as its handler gets it. */
export interface Call<O extends Operation = Operation> {
  readonly requestId: string;
  readonly caller: Caller;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  /** Path parameters other than `:instance`, as sent. */
  readonly params: Readonly<Record<string, string>>;
  /** The `Idempotency-Key` of the client: a repeated request must not act twice. */
  readonly idempotencyKey: string | undefined;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
  readonly tenant: TenantScope;
  readonly instance: NamedInstance;
  /** All instances that the path names: one, unless the operation takes a list. */
  readonly instances: readonly NamedInstance[];
}

export interface OperationHandler<O extends Operation = Operation> {
  act(call: Call<O>): Promise<ReplyOf<O>>;
}
