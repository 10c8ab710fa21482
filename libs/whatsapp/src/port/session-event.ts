import { type EventName, type EventPayload } from '@starling/contract';
import { type ReceivedFile } from './received-file.js';

/** An event of the contract. A payload under the name of another event does not compile. */
export type SessionEvent<Names extends EventName = EventName> = {
  readonly [Name in Names]: {
    readonly name: Name;
    readonly payload: EventPayload<Name>;
    /** Events of one chat keep their order; empty: the order of the instance. */
    readonly chat: string;
    /** Names what happened, so that a second report of it gets the same event id. Absent: the payload names it. */
    readonly identity?: string;
    /** The file that may travel inside the event. */
    readonly readFile?: () => ReceivedFile | undefined;
  };
}[Names];

/** Which receivers want something that happened; asked once, before anything is translated. */
export interface EventInterest {
  wants(name: EventName): boolean;
  /** A receiver wants the files of messages, inside their events or in a bucket. */
  readonly wantsFiles: boolean;
}
