import { type z } from 'zod';
import { type ErrorCode, type FailureCode } from '../errors/catalogue.js';

/** Whose token may call: `either` is the account's or an instance's, which then must be the one in the path. */
export type Caller = 'anyone' | 'either' | 'account' | 'operator';
export type RateBucket = 'none' | 'global' | 'create';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Two texts exist for a body that does not parse; the message module uses the long one. */
export type InvalidBodyText = 'InvalidRequestBody' | 'InvalidRequestBodyDetail';

export interface Operation<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  /** `<noun>.<verb>`: name of the command, of the metric label and of the OpenAPI operation. */
  readonly name: string;
  readonly summary: string;
  readonly method: Method;
  /** `:instance` is the instance's name. Further paths answer the same under `aliases`. */
  readonly path: string;
  readonly aliases: readonly string[];
  /** `list`: the `:instance` part holds one name or several between commas. */
  readonly instancesInPath: 'one' | 'list';
  readonly caller: Caller;
  readonly rateBucket: RateBucket;
  /** `gateway` reads or writes our own data; `session` needs the process that owns the live session. */
  readonly runsIn: 'gateway' | 'session';
  /**
   * What a `session` operation needs. `owner`: a process that holds the session now. `placed`: if nobody does, any
   * live worker is chosen, and takes the instance on.
   */
  readonly session: 'owner' | 'placed';
  /**
   * True: it sends one message, under an id that the gateway reserves. Such a command may be given again after its
   * worker died: the id tells whether it was sent.
   */
  readonly sends: boolean;
  /** Of a `placed` operation: how long it waits for a worker to be there before it is refused. */
  readonly waitsForWorkerMs: number;
  /** The error when no worker answered in time. */
  readonly unanswered: FailureCode;
  readonly query: Query;
  readonly body: Body;
  /** False when nothing is declared: whatever the client sends is then not even read. */
  readonly readsBody: boolean;
  /**
   * Places in the body where a file may stand as base64, like `mediaUrl` or `cards[].header.imageUrl`: such strings are
   * stored while they are received. A body with none of them is bounded as all others are.
   */
  readonly inlineFiles: readonly string[];
  readonly maxBodyBytes: number;
  /** Of a DELETE, whose body may stand in its query: the fields that are booleans. */
  readonly queryFlags: readonly string[];
  readonly reply: Reply;
  /** The statuses that a reply may have: one, except for health. */
  readonly statuses: readonly number[];
  /** Which of them a reply has. */
  statusOf(reply: z.output<Reply>): number;
  readonly invalidBody: InvalidBodyText;
  /** Those beyond what every route may answer. */
  readonly errors: readonly ErrorCode[];
  readonly example: {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: z.input<Query>;
    readonly body?: z.input<Body>;
    readonly reply: z.input<Reply>;
  };
}

export type QueryOf<O extends Operation> = z.output<O['query']>;
export type BodyOf<O extends Operation> = z.output<O['body']>;
export type ReplyOf<O extends Operation> = z.input<O['reply']>;
