import { z } from 'zod';
import { type FixedErrorCode } from '../errors/catalogue.js';
import { breaks, numericString, optional, withDefault } from '../fields/leniency.js';
import { longText, shortText } from '../fields/limited-text.js';
import { type MediaInput, readMediaInput } from './media-input.js';

/** A title, a name, a description and the like. Absent is the same as empty. */
export const words = withDefault(shortText, '');
/** A text or a caption. Absent is the same as empty. */
export const longWords = withDefault(longText, '');
export const flag = withDefault(z.boolean(), false);

/** An id or a number. A missing or blank one breaks the given error. Clients also send both as JSON numbers. */
export const requiredId = (code: FixedErrorCode) =>
  numericString
    .nullish()
    .transform((sent, context): string => (sent?.trim() ? sent : breaks(code)(context)));

/** An optional file. Blank is the same as absent. */
export const file = z
  .string()
  .nullish()
  .transform((sent): MediaInput | undefined => (sent?.trim() ? readMediaInput(sent) : undefined))
  .describe('A URL, a data URI or bare base64');

/** Exactly one of these words; any other text breaks the given error. */
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

/** The fields of a voice note. Absent values are read from the sound. */
export const voiceFields = {
  isVoice: withDefault(z.boolean(), true).describe('Audio only: as a voice note'),
  duration: optional(z.number().min(0)).describe('Seconds'),
  waveform: optional(z.array(z.int().transform(toLoudness))).describe(
    'Loudness, 0 to 100; values outside of it are clamped',
  ),
};

/** A missing or blank text is reported with its path: `cards[0].header.title is required`. */
export const requireField = (
  sent: string | undefined,
  name: string,
  context: z.RefinementCtx,
): string => (sent?.trim() ? sent : breaks('FieldRequired', { name })(context));
