import { z } from 'zod';

const tapped = {
  selectedButtonId: z.string(),
  title: z.string().describe('`""` when WhatsApp does not give it'),
};

/** Only for a tap on a card of a carousel. */
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

/** What somebody filled in; `paramsJson` is told as it came. */
export const formAnswer = z.strictObject({
  name: z.string(),
  flow_token: z.string(),
  paramsJson: z.string(),
  body: z.string(),
});
