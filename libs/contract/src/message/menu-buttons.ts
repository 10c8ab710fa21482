import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { requireField } from './kind-fields.js';

export const BUTTON_TYPES = ['REPLY', 'URL', 'CALL', 'COPY'] as const;
export type ButtonType = (typeof BUTTON_TYPES)[number];

const MAX_BUTTONS = 3;

export interface MenuButton {
  readonly type: ButtonType;
  /** By type: the id that comes back, the link, the number with `+`, or the code to copy. */
  readonly id: string;
  readonly displayText: string;
}

const text = optional(shortText);

export const buttonsField = optional(
  z.array(
    z.object({
      id: text.describe('Required: the id, the link, the number or the code'),
      displayText: text.describe('Required'),
      type: optional(shortText.meta({ enum: [...BUTTON_TYPES] })).describe(
        'In any case; absent: `REPLY`',
      ),
    }),
  ),
);
type Sent = NonNullable<z.output<typeof buttonsField>>;

/** `where` is the path of the list: `buttons`, `cards[2].buttons`. */
export function judgeButtons(sent: Sent, where: string, context: z.RefinementCtx): MenuButton[] {
  if (sent.length > MAX_BUTTONS) breaks('InvalidButtonCount')(context);
  return sent.map((button, index) => ({
    id: requireField(button.id, `${where}[${index}].id`, context),
    displayText: requireField(button.displayText, `${where}[${index}].displayText`, context),
    type: typeOf(button.type, context),
  }));
}

function typeOf(sent: string | undefined, context: z.RefinementCtx): ButtonType {
  const wanted = sent?.trim().toUpperCase() || 'REPLY';
  return BUTTON_TYPES.find((type) => type === wanted) ?? breaks('InvalidButtonType')(context);
}
