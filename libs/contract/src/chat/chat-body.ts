import { z } from 'zod';
import { breaks, numericString } from '../fields/leniency.js';
import { findRecipient, type Recipient } from '../identifiers/recipient.js';
import { type FixedErrorCode } from '../errors/catalogue.js';

/** An id or a number: there and not blank, or the route's own error. Clients send both without quotes too. */
export const requiredId = (code: FixedErrorCode) =>
  numericString
    .nullish()
    .transform((sent, context): string => (sent?.trim() ? sent.trim() : breaks(code)(context)));

/** A message id in a query. */
export const messageIdParameter = (code: FixedErrorCode) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((sent, context): string => {
      const id = (typeof sent === 'object' ? sent[0] : sent)?.trim();
      return id ? id : breaks(code)(context);
    });

export const recipientOf = (number: string, context: z.RefinementCtx): Recipient =>
  findRecipient(number) ?? breaks('InvalidNumber', { number })(context);

type Fields<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** Rules between fields: reached once each of them is right, and judged before the form of the number. */
type Judge<Shape extends z.ZodRawShape, Content> = (
  sent: Fields<Shape>,
  context: z.RefinementCtx,
  number: string,
) => Content;

type ChatBody<Shape extends z.ZodRawShape, Content> = z.ZodType<
  Content & { readonly recipient: Recipient },
  z.input<z.ZodObject<Shape>> & { readonly number: string }
>;

/** What is said of one chat. */
export function chatBody<Shape extends z.ZodRawShape, Content>(
  shape: Shape,
  judge: Judge<Shape, Content>,
): ChatBody<Shape, Content> {
  const number = requiredId('NumberRequired').describe('Digits with country code, or an address');
  const fields = z.object({ number, ...shape });
  const judged = fields.transform((output, context) => {
    const sent = output as Record<string, unknown> & { readonly number: string };
    const own = Object.fromEntries(Object.keys(shape).map((name) => [name, sent[name]]));
    const content = judge(own as Fields<Shape>, context, sent.number);
    return { ...content, recipient: recipientOf(sent.number, context) };
  });
  return judged as unknown as ChatBody<Shape, Content>;
}
