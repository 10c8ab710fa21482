import { type EventName } from '@starling/contract';
import { type DurableInterest } from '@starling/storage';

type Filter = readonly EventName[];

/** The receivers of the files of messages. */
export interface FileInterest {
  /** Applies when socket clients are connected. */
  readonly socketBase64: boolean;
  readonly bucket: boolean;
}

/** An empty filter lets everything through. */
const passes = (filter: Filter, name: EventName): boolean =>
  filter.length === 0 || filter.includes(name);

/** Who wants which events of one instance beyond open sockets, and what its envelopes say. */
export class Interest {
  constructor(
    /** `instanceData` of every envelope. */
    readonly instanceData: {
      readonly baseUrl: string;
      readonly instance: string;
      readonly token: string;
    },
    private readonly durable: readonly DurableInterest[],
    /** How long the account keeps its events; 0: it keeps none. */
    readonly keepSeconds: number,
    readonly files: FileInterest,
  ) {}

  /** True when a durable target wants the event. */
  wantsDurably(name: EventName): boolean {
    return this.durable.some(({ events }) => passes(events, name));
  }

  /** True when a durable target wants files of messages in their events. */
  get wantsBase64Durably(): boolean {
    return this.durable.some(
      ({ events, mediaBase64 }) => mediaBase64 && passes(events, 'message.exchange'),
    );
  }

  get isKept(): boolean {
    return this.keepSeconds > 0;
  }
}
