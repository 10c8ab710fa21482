import { type z } from 'zod';
import { type ErrorCode } from '../errors/catalogue.js';
import { operation } from '../operation/operation-builder.js';
import { sentReply, type SentReply } from './sent-reply.js';

/** Errors of every message. */
const ALWAYS = [
  'MessageTooLarge',
  'WhatsAppRateLimit',
  'SendMessageFailed',
  'InvalidIdempotencyKey',
  'SendInProgress',
  'IdempotencyKeyReused',
] as const satisfies readonly ErrorCode[];

/** Errors of every message that has a recipient. */
const ADDRESSED = [
  'NumberRequired',
  'InvalidNumber',
  'InstanceNotConnected',
  'QuotedMessageNotFound',
  'NumberNotOnWhatsApp',
  'VerifyNumberFailed',
  ...ALWAYS,
] as const satisfies readonly ErrorCode[];

/** Errors of a story, which has no recipient and no quote. */
const POSTED = ['InstanceNotConnected', ...ALWAYS] as const satisfies readonly ErrorCode[];

interface Kind<Body extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly path: string;
  readonly body: Body;
  readonly inlineFiles?: readonly string[];
  readonly errors: readonly ErrorCode[];
  readonly example: { readonly body: z.input<Body>; readonly reply: SentReply };
}

const declared = <Body extends z.ZodType>({ path, ...kind }: Kind<Body>) =>
  operation({
    ...kind,
    method: 'POST',
    path: `/api/message/${path}/:instance`,
    runsIn: 'session',
    sends: true,
    unanswered: 'SendMessageFailed',
    invalidBody: 'InvalidRequestBodyDetail',
    reply: sentReply,
  });

/** Declares an operation that sends one message. The owner of the session sends it once, under an id reserved before. */
export const sending = <Body extends z.ZodType>({ errors, ...kind }: Kind<Body>) =>
  declared({ ...kind, errors: [...ADDRESSED, ...errors] });

/**
 * As `sending`, for a message whose body goes to the engine as it is: `content` is the name of the composer there, and the
 * owner of the session needs no code of its own.
 */
export const sendingPlain = <const Content extends string, Body extends z.ZodType>({
  content,
  ...kind
}: Kind<Body> & { readonly content: Content }) => Object.assign(sending(kind), { content });

/** Declares an operation that sends a story to all contacts. */
export const posting = <Body extends z.ZodType>({ errors, ...kind }: Kind<Body>) =>
  declared({ ...kind, errors: [...POSTED, ...errors] });
