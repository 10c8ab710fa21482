import { z } from 'zod';
import { breaks, optional, withDefault } from '../fields/leniency.js';
import { longText, shortText } from '../fields/limited-text.js';
import { flag, words } from './kind-fields.js';
import { plainMessageBody, requiredText } from './message-body.js';
import { sendingPlain } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export const FORM_TYPES = ['contact_details', 'registration_offer'] as const;

export interface FormContent {
  readonly message: string;
  /** JSON that is sent unchanged; all fields below are then ignored. */
  readonly buttonParamsJson: string | undefined;
  /** Present unless the JSON is present. */
  readonly formType: (typeof FORM_TYPES)[number] | undefined;
  readonly buttonLabel: string;
  readonly flowToken: string;
  readonly flowId: string;
  readonly flowMessageVersion: string;
  readonly messageVersion: number | undefined;
  readonly fullNameVisible: boolean;
  readonly phoneNumberVisible: boolean;
  readonly emailVisible: boolean;
  readonly cpfOrCnpjVisible: boolean;
  readonly deliveryAddressVisible: boolean;
  readonly offerName: string;
  readonly offerDescription: string;
}

const fields = {
  message: requiredText('FormMessageRequired', longText),
  formType: optional(shortText.meta({ enum: [...FORM_TYPES] })).describe(
    'Required unless buttonParamsJSON is there',
  ),
  buttonLabel: words,
  flowToken: words,
  flowId: words,
  flowMessageVersion: withDefault(shortText, '3'),
  messageVersion: optional(z.int()),
  buttonParamsJSON: optional(longText).describe('Sent unchanged, in place of all other fields'),
  fullNameVisible: flag,
  phoneNumberVisible: flag,
  emailVisible: flag,
  cpfOrCnpjVisible: flag,
  deliveryAddressVisible: flag,
  offerName: words,
  offerDescription: words,
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge(sent: Sent, context: z.RefinementCtx): FormContent {
  const { buttonParamsJSON, ...rest } = sent;
  const buttonParamsJson = buttonParamsJSON?.trim() ? buttonParamsJSON : undefined;
  const known = FORM_TYPES.find((type) => type === sent.formType);
  const isTypeNeeded = buttonParamsJson === undefined || Boolean(sent.formType?.trim());
  if (isTypeNeeded && !known) breaks('InvalidFormType')(context);
  if (buttonParamsJson !== undefined && !isJson(buttonParamsJson)) {
    breaks('InvalidButtonParams')(context);
  }
  return { ...rest, formType: known, buttonParamsJson };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export const sendForm = sendingPlain({
  content: 'form',
  name: 'message.sendForm',
  summary: 'Send a form to fill in; only phones show it',
  path: 'form',
  body: plainMessageBody(fields, {}, judge),
  errors: ['FormMessageRequired', 'InvalidFormType', 'InvalidButtonParams', 'NotInNewsletters'],
  example: {
    body: {
      number: '5511999999999',
      message: 'Please tell us how to reach you',
      formType: 'contact_details',
      buttonLabel: 'Fill in',
      fullNameVisible: true,
      emailVisible: true,
    },
    reply: exampleOfSent({
      messageType: 'interactive',
      content: 'Please tell us how to reach you',
    }),
  },
});
