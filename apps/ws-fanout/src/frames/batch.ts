import { type LogId, type PublishedEvent } from '@starling/broker';
import { type FrameBuilder } from './frame-builder.js';

export interface IdentifiedFrame {
  /** Id of the event in the log of its instance; the event's own id when the account keeps no events. */
  readonly id: LogId;
  readonly isLogged: boolean;
  readonly frame: Buffer;
}

/** Events of one instance that were read together. Their frames are built once for all clients, when the first client needs them. */
export class Batch {
  private joined: Buffer | undefined;
  private identified: readonly IdentifiedFrame[] | undefined;

  constructor(
    private readonly builder: FrameBuilder,
    private readonly events: readonly PublishedEvent[],
  ) {}

  get size(): number {
    return this.events.length;
  }

  /** Exactly the owner's bytes. */
  plain(): Buffer {
    this.joined ??= Buffer.concat(this.events.flatMap(({ bytes }) => this.builder.build(bytes)));
    return this.joined;
  }

  withIds(): readonly IdentifiedFrame[] {
    this.identified ??= this.events.map(({ bytes, eventId = '', attributes }) => {
      const logId = attributes?.['log'];
      const id = logId ?? eventId;
      return { id, isLogged: logId !== undefined, frame: this.builder.buildWithId(bytes, id) };
    });
    return this.identified;
  }
}
