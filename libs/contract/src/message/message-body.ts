import { z } from 'zod';
import { type FixedErrorCode } from '../errors/catalogue.js';
import { breaks, numericString, optional, withDefault } from '../fields/leniency.js';
import { findRecipient, type Recipient } from '../identifiers/recipient.js';
import { MAX_DELAY_SECONDS, MAX_MENTIONS, MAX_SOURCE_LENGTH } from '../limits/limits.js';

/** There and not blank, or the route's own error; kept as it was sent. */
export const requiredText = (code: FixedErrorCode, text: z.ZodString) =>
  text
    .nullish()
    .transform((sent, context): string => (sent?.trim() ? sent : breaks(code)(context)));

const delay = withDefault(z.int(), 0)
  .transform((seconds) => Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS))
  .describe(`Seconds of "typing…" before it is sent, at most ${MAX_DELAY_SECONDS}`);

export const source = withDefault(z.string().max(MAX_SOURCE_LENGTH), 'api')
  .transform((tag) => tag || 'api')
  .describe('A tag of your own; comes back in the events of this message');

const number = numericString
  .nullish()
  .transform((sent, context): string => (sent?.trim() ? sent : breaks('NumberRequired')(context)))
  .describe('Digits with country code, or a full address');

const reply = {
  replyTo: optional(z.string()).describe('The id of a message to quote'),
  replyPrivate: withDefault(z.boolean(), false).describe(
    'To the author of the quoted group message instead of the group',
  ),
};

const mentions = {
  mention: withDefault(z.array(z.string()).max(MAX_MENTIONS), []).describe(
    'Digits or addresses; in groups only',
  ),
  mentionAll: withDefault(z.boolean(), false).describe('Every member; in groups only'),
};

/** What every kind of message says about its way, in the same words, whatever the kind can say. */
export interface Addressed {
  readonly recipient: Recipient;
  readonly delaySeconds: number;
  readonly replyTo: string | undefined;
  readonly replyPrivate: boolean;
  readonly mention: readonly string[];
  readonly mentionAll: boolean;
  readonly source: string;
}

interface Way {
  readonly number: string;
  readonly delay?: number;
  readonly replyTo?: string | undefined;
  readonly replyPrivate?: boolean;
  readonly mention?: string[];
  readonly mentionAll?: boolean;
  readonly source: string;
}

/** Judged last: what a route asks for comes before the form of the number. */
function addressed(sent: Way, context: z.RefinementCtx): Addressed {
  const { number, delay, replyTo, replyPrivate, mention, mentionAll, source } = sent;
  const recipient = findRecipient(number) ?? breaks('InvalidNumber', { number })(context);
  return {
    recipient,
    delaySeconds: delay ?? 0,
    replyTo: replyTo?.trim() ? replyTo : undefined,
    replyPrivate: replyPrivate ?? false,
    mention: mention ?? [],
    mentionAll: mentionAll ?? false,
    source,
  };
}

/** Names that clients use where the contract has another; they count when the real one is absent. */
export type Aliases = Readonly<Record<string, string>>;

export const withAliases = (aliases: Aliases) => (sent: unknown) => {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent;
  const body: Record<string, unknown> = { ...sent };
  for (const [alias, name] of Object.entries(aliases)) body[name] ??= body[alias];
  return body;
};

/** What a client may send beside the fields of the kind. */
export interface SentWay {
  readonly number: string;
  readonly delay?: number;
  readonly replyTo?: string;
  readonly replyPrivate?: boolean;
  readonly mention?: string[];
  readonly mentionAll?: boolean;
  readonly source?: string;
}

type Fields<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** Rules between fields: reached once each of them is right, and judged before the form of the number. */
export type Judge<Shape extends z.ZodRawShape, Content> = (
  sent: Fields<Shape>,
  context: z.RefinementCtx,
  number: string,
) => Content;

type Body<Shape extends z.ZodRawShape, Content> = z.ZodType<
  Addressed & Content,
  SentWay & z.input<z.ZodObject<Shape>>
>;

/** Each field says itself what it misses; this is how the OpenAPI document knows. */
export const requiredOf = (fields: z.ZodRawShape): string[] =>
  Object.keys(fields).filter((name) => !z.safeParse(fields[name] as z.ZodType, undefined).success);

const asSent = <Sent, Content>(sent: Sent): Content => sent as unknown as Content;

const body =
  (way: z.ZodRawShape) =>
  <Shape extends z.ZodRawShape, Content = Fields<Shape>>(
    shape: Shape,
    aliases: Aliases = {},
    judge: Judge<Shape, Content> = asSent,
  ): Body<Shape, Content> => {
    const all = { number, ...shape, ...way, source };
    const fields = z.object(all).meta({ required: requiredOf(all) });
    const judged = fields.transform((output, context) => {
      const sent = output as unknown as Way & Record<string, unknown>;
      const own = Object.fromEntries(Object.keys(shape).map((name) => [name, sent[name]]));
      const content = judge(own as Fields<Shape>, context, sent.number);
      return { ...content, ...addressed(sent, context) };
    });
    return z.preprocess(withAliases({ to: 'number', ...aliases }), judged) as unknown as Body<
      Shape,
      Content
    >;
  };

/** For text and media. */
export const messageBody = body({ delay, ...reply, ...mentions });
/** For what cannot name anybody in its text. */
export const plainMessageBody = body({ delay, ...reply });
/** For a reaction: it is itself an answer. */
export const bareMessageBody = body({});
