import { type EventName } from '@starling/contract';

/** What the clients of one instance on one node want of it. */
export interface RouteInterest {
  /** Empty: all of them. */
  readonly events: readonly EventName[];
  readonly mediaBase64: boolean;
}

export const encodeInterest = (interest: RouteInterest): string => JSON.stringify(interest);

export const decodeInterest = (text: string): RouteInterest => JSON.parse(text) as RouteInterest;
