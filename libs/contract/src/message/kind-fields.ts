import { z } from 'zod';
import { type FixedErrorCode } from '../errors/catalogue.js';
import { breaks, numericString, optional, withDefault } from '../fields/leniency.js';
import { longText, shortText } from '../fields/limited-text.js';
import { type MediaInput, readMediaInput } from './media-input.js';

/** A title, a name, a description and the like; absent is the same as empty. */
export const words = withDefault(shortText, '');
/** A text or a caption; absent is the same as empty. */
export const longWords = withDefault(longText, '');
export const flag = withDefault(z.boolean(), false);

/** An id or a number: there and not blank, or the route's own error. Clients send both without quotes too. */
export const requiredId = (code: FixedErrorCode) =>
  numericString
    .nullish()
    .transform((sent, context): string => (sent?.trim() ? sent : breaks(code)(context)));

/** A file that need not be there; blank is the same as absent. */
export const file = z
  .string()
  .nullish()
  .transform((sent): MediaInput | undefined => (sent?.trim() ? readMediaInput(sent) : undefined))
  .describe('A URL, a data URI or bare base64');

/** One of these words, exactly so, or the route's own error. */
export const oneOf = <Word extends string>(known: readonly Word[], code: FixedErrorCode) =>
  z
    .string()
    .meta({ enum: [...known] })
    .nullish()
    .transform(
      (sent, context): Word => known.find((word) => word === sent) ?? breaks(code)(context),
    );

/** Some clients measure loudness from 0 to 255. */
const toLoudness = (sent: number): number => Math.min(100, Math.max(0, sent));

/** Of a voice note; what is absent is read from the sound itself. */
export const voiceFields = {
  isVoice: withDefault(z.boolean(), true).describe('Audio only: as a voice note'),
  duration: optional(z.number().min(0)).describe('Seconds'),
  waveform: optional(z.array(z.int().transform(toLoudness))).describe(
    'Loudness, 0 to 100; values outside of it are clamped',
  ),
};

/** There and not blank, or told by its way: `cards[0].header.title is required`. */
export const requireField = (
  sent: string | undefined,
  name: string,
  context: z.RefinementCtx,
): string => (sent?.trim() ? sent : breaks('FieldRequired', { name })(context));
