import { type DefaultJobOptions } from 'bullmq';

declare const payload: unique symbol;

/** A queue's name, what its jobs carry, and how long they are kept. Producers and workers read the same declaration. */
export interface QueueDeclaration<Payload = unknown> {
  readonly name: string;
  readonly defaultJobOptions: DefaultJobOptions;
  /** For the compiler alone. */
  readonly [payload]?: Payload;
}

export type PayloadOf<Declaration extends QueueDeclaration> =
  Declaration extends QueueDeclaration<infer Payload> ? Payload : never;

export const declareQueue = <Payload>(
  name: string,
  defaultJobOptions: DefaultJobOptions,
): QueueDeclaration<Payload> => ({ name, defaultJobOptions });
