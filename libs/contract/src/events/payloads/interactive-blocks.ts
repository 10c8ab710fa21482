import { z } from 'zod';

const tapped = {
  selectedButtonId: z.string(),
  title: z.string().describe('`""` when WhatsApp does not give it'),
};

/** Present only for a tap on a card of a carousel. */
const selectedCarouselCardIndex = z.number().optional();

export const buttonTap = z.strictObject({ ...tapped, selectedCarouselCardIndex });

export const templateTap = z.strictObject({
  ...tapped,
  selectedIndex: z.number(),
  selectedCarouselCardIndex,
});

export const listChoice = z.strictObject({
  selectedReply: z.strictObject({ selectedRowID: z.string() }),
  selectedRowId: z.string(),
  title: z.string(),
  description: z.string(),
});

/** The answer to a form; `paramsJson` is the text as it was received. */
export const formAnswer = z.strictObject({
  name: z.string(),
  flow_token: z.string(),
  paramsJson: z.string(),
  body: z.string(),
});
