import { z } from 'zod';
import { MAX_SHORT_TEXT_LENGTH, MAX_TEXT_LENGTH } from '../limits/limits.js';

/**
 * A string of at most so many characters; a longer one counts as a wrong type. Characters are Unicode code points, as
 * `maxLength` counts them in the OpenAPI document, so an emoji is one and not two.
 */
const limitedText = (maxLength: number) =>
  z
    .string()
    .refine((text) => fits(text, maxLength), {
      error: `Too long: expected at most ${maxLength} characters`,
    })
    .meta({ maxLength });

/** Counts code points only when the length in UTF-16 does not decide. */
function fits(text: string, maxLength: number): boolean {
  if (text.length <= maxLength) return true;
  return text.length <= 2 * maxLength && [...text].length <= maxLength;
}

/** The text of a message, or the caption of a file. */
export const longText = limitedText(MAX_TEXT_LENGTH);
/** A title, a header, a footer, the text of a button or a row, a question, an option, a name or a description. */
export const shortText = limitedText(MAX_SHORT_TEXT_LENGTH);
