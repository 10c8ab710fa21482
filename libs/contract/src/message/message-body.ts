import { z } from 'zod';
import { type FixedErrorCode } from '../errors/catalogue.js';
import { breaks, numericString, optional, withDefault } from '../fields/leniency.js';
import { findRecipient, type Recipient } from '../identifiers/recipient.js';
import { MAX_DELAY_SECONDS, MAX_MENTIONS, MAX_SOURCE_LENGTH } from '../limits/limits.js';

/** A missing or blank text breaks the given error. Other texts are kept as sent. */
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

/** The recipient and the options of a message. Every kind has all of them, with defaults for what it does not take. */
export interface Addressed {
  readonly recipient: Recipient;
  readonly delaySeconds: number;
  readonly replyTo: string | undefined;
  readonly replyPrivate: boolean;
  readonly mention: readonly string[];
  readonly mentionAll: boolean;
  readonly source: string;
}

interface SendOptions {
  readonly number: string;
  readonly delay?: number;
  readonly replyTo?: string | undefined;
  readonly replyPrivate?: boolean;
  readonly mention?: string[];
  readonly mentionAll?: boolean;
  readonly source: string;
}

/** Runs last: the fields that a route requires are checked before the form of the number. */
function addressed(sent: SendOptions, context: z.RefinementCtx): Addressed {
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

/** Other names that clients use for a field. An alias counts when the real field is absent. */
export type Aliases = Readonly<Record<string, string>>;

export const withAliases = (aliases: Aliases) => (sent: unknown) => {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent;
  const body: Record<string, unknown> = { ...sent };
  for (const [alias, name] of Object.entries(aliases)) body[name] ??= body[alias];
  return body;
};

/** The fields that a client may send beside those of the kind. */
export interface SentOptions {
  readonly number: string;
  readonly delay?: number;
  readonly replyTo?: string;
  readonly replyPrivate?: boolean;
  readonly mention?: string[];
  readonly mentionAll?: boolean;
  readonly source?: string;
}

type Fields<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** Rules between fields. They run when each field is right, and before the form of the number is checked. */
export type Judge<Shape extends z.ZodRawShape, Content> = (
  sent: Fields<Shape>,
  context: z.RefinementCtx,
  number: string,
) => Content;

type Body<Shape extends z.ZodRawShape, Content> = z.ZodType<
  Addressed & Content,
  SentOptions & z.input<z.ZodObject<Shape>>
>;

/** The fields that refuse `undefined`. The fields report their own errors, so Zod does not list them as required. */
export const requiredOf = (fields: z.ZodRawShape): string[] =>
  Object.keys(fields).filter((name) => !z.safeParse(fields[name] as z.ZodType, undefined).success);

const asSent = <Sent, Content>(sent: Sent): Content => sent as unknown as Content;

const body =
  (options: z.ZodRawShape) =>
  <Shape extends z.ZodRawShape, Content = Fields<Shape>>(
    shape: Shape,
    aliases: Aliases = {},
    judge: Judge<Shape, Content> = asSent,
  ): Body<Shape, Content> => {
    const all = { number, ...shape, ...options, source };
    const fields = z.object(all).meta({ required: requiredOf(all) });
    const judged = fields.transform((output, context) => {
      const sent = output as unknown as SendOptions & Record<string, unknown>;
      const own = Object.fromEntries(Object.keys(shape).map((name) => [name, sent[name]]));
      const content = judge(own as Fields<Shape>, context, sent.number);
      return { ...content, ...addressed(sent, context) };
    });
    return z.preprocess(withAliases({ to: 'number', ...aliases }), judged) as unknown as Body<
      Shape,
      Content
    >;
  };

/** For texts and media: with delay, quote and mentions. */
export const messageBody = body({ delay, ...reply, ...mentions });
/** For kinds that cannot mention people. */
export const plainMessageBody = body({ delay, ...reply });
/** For a reaction, which takes no delay, quote or mentions. */
export const bareMessageBody = body({});
