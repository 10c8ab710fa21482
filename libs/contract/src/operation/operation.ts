import { type z } from 'zod';
import { type ErrorCode, type FailureCode } from '../errors/catalogue.js';

/** The token that may call. `either`: an account's, or an instance's if the path names this instance. */
export type Caller = 'anyone' | 'either' | 'account' | 'operator';
export type RateBucket = 'none' | 'global' | 'create';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The text for a body that does not parse. The message module uses the long one. */
export type InvalidBodyText = 'InvalidRequestBody' | 'InvalidRequestBodyDetail';

/** A form of the reply other than JSON. */
export interface ReplyFormat<Reply> {
  readonly mediaType: string;
  /** One sentence for the OpenAPI document. */
  readonly description: string;
  /** Undefined for a reply that has no such form. */
  bytesOf(reply: Reply): Uint8Array | undefined;
}

export interface Operation<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  /** `<noun>.<verb>`: the name of the command, the metric label and the OpenAPI operation. */
  readonly name: string;
  readonly summary: string;
  readonly method: Method;
  /** `:instance` stands for the name of the instance. The paths in `aliases` answer the same. */
  readonly path: string;
  readonly aliases: readonly string[];
  /** `list`: the `:instance` part has one name, or several between commas. */
  readonly instancesInPath: 'one' | 'list';
  readonly caller: Caller;
  readonly rateBucket: RateBucket;
  /** `gateway`: reads or writes our own data. `session`: needs the process that owns the live session. */
  readonly runsIn: 'gateway' | 'session';
  /**
   * What a `session` operation needs. `owner`: a worker that owns the session now. `placed`: when no worker owns it,
   * the gateway chooses any live worker, which claims the instance.
   */
  readonly session: 'owner' | 'placed';
  /**
   * True: sends one message under an id that the gateway reserves. When the worker dies, the gateway may repeat the
   * command: the id shows whether the message was sent.
   */
  readonly sends: boolean;
  /** How long a `placed` operation waits for a first live worker before it is refused. */
  readonly waitsForWorkerMs: number;
  /** The error when a worker got the command and did not answer in time. */
  readonly unanswered: FailureCode;
  readonly query: Query;
  readonly body: Body;
  /** False when no body is declared: the gateway then discards what the client sends. */
  readonly readsBody: boolean;
  /**
   * Fields of the body that may hold a file as base64, like `mediaUrl` or `cards[].header.imageUrl`. The gateway stores
   * such strings while it receives them. A body without such a file has the same limit as all other bodies.
   */
  readonly inlineFiles: readonly string[];
  readonly maxBodyBytes: number;
  /** The boolean fields of a DELETE, whose body may come as its query. */
  readonly queryFlags: readonly string[];
  readonly reply: Reply;
  /** The statuses that a reply may have: one, except for health. */
  readonly statuses: readonly number[];
  /** Which of them a reply has. */
  statusOf(reply: z.output<Reply>): number;
  /**
   * Forms of the reply that the query parameter `format` asks for by name. An unknown name, a reply that has no such
   * form, and every error are answered as JSON.
   */
  readonly formats: Readonly<Record<string, ReplyFormat<z.output<Reply>>>>;
  /**
   * True for a reply with a code that links a phone. The answer then has a `Link` header with the address of a page
   * that shows the code to a person. Undefined: no reply of this operation has one.
   */
  carriesCode?(reply: z.output<Reply>): boolean;
  readonly invalidBody: InvalidBodyText;
  /** The errors beyond those that every route may answer. */
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
