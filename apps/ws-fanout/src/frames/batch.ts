import { type LogId, type PublishedEvent } from '@starling/broker';
import { type FrameBuilder } from './frame-builder.js';

export interface IdentifiedFrame {
  /** In the log of the instance, or of the event itself where nothing is kept. */
  readonly id: LogId;
  readonly isLogged: boolean;
  readonly frame: Buffer;
}

/** The events of one instance that were read together; their frames are made once, and only when somebody gets them. */
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
