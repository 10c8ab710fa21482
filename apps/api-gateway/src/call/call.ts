import { type BodyOf, type Operation, type QueryOf, type ReplyOf } from '@starling/contract';
import { type InstanceId, type TenantScope } from '@starling/storage';
import { type Caller } from '../auth/caller.js';

/** Which instance a path named. It was there seconds ago at the latest; whoever reads or writes its rows finds out. */
export interface NamedInstance {
  readonly id: InstanceId;
  readonly name: string;
}

/** Who was let in, and to what. Tenant and instance are there when the operation is about them. */
export interface Admitted {
  readonly caller?: Caller;
  readonly tenant?: TenantScope;
  readonly instances: readonly NamedInstance[];
}

/** One admitted request: what a handler gets to see of it. */
export interface Call<O extends Operation = Operation> {
  readonly requestId: string;
  readonly caller: Caller;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  /** Path parameters other than `:instance`, as sent. */
  readonly params: Readonly<Record<string, string>>;
  /** The client's name for this request, where a repeated one must not act twice. */
  readonly idempotencyKey: string | undefined;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
  readonly tenant: TenantScope;
  readonly instance: NamedInstance;
  /** All that the path names; one, unless the operation takes a list. */
  readonly instances: readonly NamedInstance[];
}

export interface OperationHandler<O extends Operation = Operation> {
  act(call: Call<O>): Promise<ReplyOf<O>>;
}
