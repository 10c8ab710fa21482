/** Where events of one tenant go: the instance that they are of, and the server that wants them. */
export interface Destination {
  readonly accountId: string;
  readonly instanceId: string;
  readonly url: string;
}

/** Hands events to whoever delivers them; resolves when Redis has them. */
export type Publish = (to: readonly Destination[]) => Promise<unknown>;
