import { type AccountId, type InstanceId } from '@starling/storage';

/** One receiver of an instance's events, such as one webhook. */
export interface Target {
  /** Name of its destination. */
  readonly destination: string;
  /** Unique within its destination. Stored deliveries name it, so it never changes. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly instanceId: InstanceId;
  /**
   * Address of its server. Targets of one destination and account with the same scheme, host and port share limits and
   * a circuit breaker.
   */
  readonly url: string;
  /** True: its deliveries carry the reference of the event's file. */
  readonly wantsFiles: boolean;
}
