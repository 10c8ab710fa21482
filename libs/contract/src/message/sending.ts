import { type z } from 'zod';
import { type ErrorCode } from '../errors/catalogue.js';
import { operation } from '../operation/operation-builder.js';
import { sentReply, type SentReply } from './sent-reply.js';

/** What can go wrong with every message. */
const SENDING_ERRORS = [
  'NumberRequired',
  'InvalidNumber',
  'InstanceNotConnected',
  'QuotedMessageNotFound',
  'NumberNotOnWhatsApp',
  'VerifyNumberFailed',
  'WhatsAppRateLimit',
  'SendMessageFailed',
  'InvalidIdempotencyKey',
  'SendInProgress',
  'IdempotencyKeyReused',
] as const satisfies readonly ErrorCode[];

interface Kind<Body extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly path: string;
  readonly body: Body;
  readonly errors: readonly ErrorCode[];
  readonly example: { readonly body: z.input<Body>; readonly reply: SentReply };
}

/** An operation that sends one message: its owner does it, once, under an id reserved before. */
export const sending = <Body extends z.ZodType>({ errors, path, ...kind }: Kind<Body>) =>
  operation({
    ...kind,
    method: 'POST',
    path: `/api/message/${path}/:instance`,
    runsIn: 'session',
    sends: true,
    unanswered: 'SendMessageFailed',
    invalidBody: 'InvalidRequestBodyDetail',
    reply: sentReply,
    errors: [...SENDING_ERRORS, ...errors],
  });
