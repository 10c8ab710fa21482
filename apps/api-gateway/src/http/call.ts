import { type BodyOf, type Operation, type QueryOf, type ReplyOf } from '@starling/contract';
import { type Instance, type TenantScope } from '@starling/storage';
import { type Caller } from '../auth/caller.js';

/** One admitted request: what a handler gets to see of it. */
export interface Call<O extends Operation = Operation> {
  readonly requestId: string;
  readonly caller: Caller;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  /** Path parameters other than `:instance`, as sent. */
  readonly params: Readonly<Record<string, string>>;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
  readonly tenant: TenantScope;
  readonly instance: Instance;
  /** All that the path names; one, unless the operation takes a list. */
  readonly instances: readonly Instance[];
}

export interface OperationHandler<O extends Operation = Operation> {
  act(call: Call<O>): Promise<ReplyOf<O>>;
}
