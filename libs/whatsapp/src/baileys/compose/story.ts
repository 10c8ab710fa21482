import { type StatusContent } from '@starling/contract';
import { type BaileysContent } from './content.js';

/** WhatsApp's numbers of the fonts. */
const FONTS: Readonly<Record<StatusContent['font'], number>> = {
  system: 0,
  'sans-serif': 1,
  script: 2,
  bold: 6,
  serif: 7,
  calistoga: 8,
  exo2: 9,
  monospace: 10,
};

/** The text of a story, on a background of its own. */
export const composeStory = ({
  message: text,
  backgroundColor,
  font,
}: Pick<StatusContent, 'message' | 'backgroundColor' | 'font'>): BaileysContent => ({
  composed: {
    extendedTextMessage: {
      text,
      font: FONTS[font],
      ...(backgroundColor && { backgroundArgb: argbOf(backgroundColor) }),
    },
  },
});

/** `#RRGGBB` and `#RRGGBBAA` as WhatsApp counts colours: the opacity comes first. */
function argbOf(color: string): number {
  const [rgb, alpha] = [color.slice(1, 7), color.slice(7) || 'FF'];
  return Number.parseInt(alpha + rgb, 16);
}
