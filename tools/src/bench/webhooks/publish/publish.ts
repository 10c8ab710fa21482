/** The instance of an event, and the server that receives its events. */
export interface Destination {
  readonly accountId: string;
  readonly instanceId: string;
  readonly url: string;
}

/** Publishes one event for each destination. Resolves when Redis has stored them. */
export type Publish = (to: readonly Destination[]) => Promise<unknown>;
