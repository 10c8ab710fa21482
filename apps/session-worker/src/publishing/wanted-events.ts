import { type EventName } from '@starling/contract';
import { type EventInterest } from '@starling/whatsapp';
import { type FileWish, type Receivers } from './event-dispatcher.js';
import { type Interest } from './interest.js';

/** The receivers of the events that one happening becomes, found once before it is translated. */
export class WantedEvents implements EventInterest {
  constructor(
    readonly interest: Interest,
    private readonly receivers: ReadonlyMap<EventName, Receivers>,
    readonly files: FileWish,
  ) {}

  get wantsFiles(): boolean {
    return this.files.inEvent || this.files.bucketOf !== undefined;
  }

  wants(name: EventName): boolean {
    return this.receivers.has(name);
  }

  receiversOf(name: EventName): Receivers | undefined {
    return this.receivers.get(name);
  }
}
