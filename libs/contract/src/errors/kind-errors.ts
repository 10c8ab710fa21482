import { fixed, worded } from './declaration.js';

export interface NamedField {
  readonly name: string;
}

/** The errors of the fields that only some kinds of message have. */
export const KIND_ERRORS = {
  // `<name>` is the path of a field inside a list: `cards[0].header.title`.
  FieldRequired: worded<NamedField>(400, ({ name }) => `${name} is required`),

  InvalidMediaType: fixed(400, "Invalid mediaType. Use 'image', 'video', 'document' or 'audio'"),
  OneMediaSourceRequired: fixed(400, 'Provide exactly one of mediaUrl or mediaBase64'),
  ImageUrlRequired: fixed(400, 'imageUrl is required'),

  CoordinatesRequired: fixed(400, 'Latitude and longitude are required'),
  CoordinatesOutOfRange: fixed(400, 'Latitude or longitude out of range'),

  VcardRequired: fixed(400, 'vcard is required'),
  NameAndPhoneRequired: fixed(400, 'fullName and phone are required'),

  MessageIdRequired: fixed(400, 'messageId is required'),
  ReactionRequired: fixed(400, 'reaction is required'),
  ParticipantRequired: fixed(400, 'participant is required for group messages'),

  QuestionRequired: fixed(400, 'question is required'),
  InvalidOptionCount: fixed(400, 'options must have between 2 and 12 items'),

  InvalidCardCount: fixed(400, 'cards must have between 1 and 10 items'),
  ContentTextRequired: fixed(400, 'contentText is required'),
  InvalidButtonCount: fixed(400, 'buttons must have between 1 and 3 items'),
  InvalidButtonType: fixed(400, "Invalid button type. Use 'REPLY', 'URL', 'CALL' or 'COPY'"),
  MediaTypeRequired: fixed(400, 'mediaType is required when mediaUrl is set'),
  ButtonTextRequired: fixed(400, 'buttonText is required'),
  InvalidSectionCount: fixed(400, 'sections must have between 1 and 10 items'),
  InvalidRowCount: worded<NamedField>(
    400,
    ({ name }) => `${name} must have between 1 and 10 items`,
  ),

  FormMessageRequired: fixed(400, 'message is required'),
  InvalidFormType: fixed(400, "Invalid formType. Use 'contact_details' or 'registration_offer'"),
  InvalidButtonParams: fixed(400, 'Invalid buttonParamsJSON'),

  MerchantNameRequired: fixed(400, 'merchantName is required'),
  PixKeyRequired: fixed(400, 'pixKey is required'),
  InvalidPixKeyType: fixed(
    400,
    "Invalid pixKeyType. Use 'CPF', 'CNPJ', 'EMAIL', 'PHONE' or 'RANDOM'",
  ),

  InvalidStatusType: fixed(400, "Invalid type. Use 'text', 'image', 'video' or 'audio'"),
  MediaUrlRequired: fixed(400, 'mediaUrl is required'),
  InvalidBackgroundColor: fixed(400, 'Invalid backgroundColor'),

  EventNameRequired: fixed(400, 'name is required'),
  StartRequired: fixed(400, 'startAt is required'),
  InvalidStart: fixed(400, 'Invalid startAt. Use RFC 3339'),
  InvalidEnd: fixed(400, 'Invalid endAt. Use RFC 3339 and a time after startAt'),
} as const;
