import { z } from 'zod';
import { breaks } from '../fields/leniency.js';
import { findRecipient, type Recipient } from '../identifiers/recipient.js';
import { requiredId } from '../message/kind-fields.js';
import { type Judge, requiredOf } from '../message/message-body.js';

export const recipientOf = (number: string, context: z.RefinementCtx): Recipient =>
  findRecipient(number) ?? breaks('InvalidNumber', { number })(context);

type Fields<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

type ChatBody<Shape extends z.ZodRawShape, Content> = z.ZodType<
  Content & { readonly recipient: Recipient },
  z.input<z.ZodObject<Shape>> & { readonly number: string }
>;

/** The body of an operation on one chat. */
export function chatBody<Shape extends z.ZodRawShape, Content>(
  shape: Shape,
  judge: Judge<Shape, Content>,
): ChatBody<Shape, Content> {
  const number = requiredId('NumberRequired').describe('Digits with country code, or an address');
  const all = { number, ...shape };
  const fields = z.object(all).meta({ required: requiredOf(all) });
  const judged = fields.transform((output, context) => {
    const sent = output as Record<string, unknown> & { readonly number: string };
    const own = Object.fromEntries(Object.keys(shape).map((name) => [name, sent[name]]));
    const content = judge(own as Fields<Shape>, context, sent.number);
    return { ...content, recipient: recipientOf(sent.number, context) };
  });
  return judged as unknown as ChatBody<Shape, Content>;
}
