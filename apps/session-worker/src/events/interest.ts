import { type EventName } from '@starling/contract';

type Filter = readonly EventName[];

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
    private readonly webhooks: readonly Filter[],
    /** How long the account keeps its events; 0: not at all. */
    readonly keepSeconds: number,
  ) {}

  /** A webhook wants it. */
  wantsDurably(name: EventName): boolean {
    return this.webhooks.some((filter) => passes(filter, name));
  }

  get isKept(): boolean {
    return this.keepSeconds > 0;
  }
}
