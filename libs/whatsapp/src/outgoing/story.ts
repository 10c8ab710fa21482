import { type StatusContent } from '@starling/contract';
import { proto } from '@whiskeysockets/baileys';
import { type Outgoing } from '../engine/outgoing.js';

const { FontType } = proto.Message.ExtendedTextMessage;

/** The contract's words are those of the app; the protocol still has its first names for some of them. */
const FONTS: Readonly<Record<StatusContent['font'], proto.Message.ExtendedTextMessage.FontType>> = {
  system: FontType.SYSTEM,
  'sans-serif': FontType.SYSTEM_TEXT,
  serif: FontType.MORNINGBREEZE_REGULAR,
  script: FontType.FB_SCRIPT,
  bold: FontType.SYSTEM_BOLD,
  calistoga: FontType.CALISTOGA_REGULAR,
  exo2: FontType.EXO2_EXTRABOLD,
  monospace: FontType.COURIERPRIME_BOLD,
};

/** A story of words alone. Without a colour each phone chooses its own. */
export const composeTextStory = ({
  message,
  backgroundColor,
  font,
}: StatusContent): Outgoing['content'] => ({
  composed: {
    extendedTextMessage: {
      text: message,
      font: FONTS[font],
      ...(backgroundColor && { backgroundArgb: argbOf(backgroundColor) }),
    },
  },
});

/** `#RRGGBB` or `#RRGGBBAA`; the protocol wants the opacity first. */
function argbOf(color: string): number {
  const [rgb, opacity] = [color.slice(1, 7), color.slice(7) || 'FF'];
  return Number.parseInt(opacity + rgb, 16);
}
