import { failed, fixed, type Reason, worded } from './declaration.js';

export interface Digits {
  readonly digits: string;
}

export const MESSAGE_ERRORS = {
  NumberRequired: fixed(400, 'Number is required'),
  MessageRequired: fixed(400, 'Message is required'),

  QuotedMessageNotFound: fixed(404, 'Quoted message not found'),
  NumberNotOnWhatsApp: worded<Digits>(400, ({ digits }) => `Number ${digits} is not on WhatsApp`),
  VerifyNumberFailed: failed('verify number'),
  MediaUrlNotAllowed: fixed(400, 'Media URL not allowed'),
  DownloadMediaFailed: worded<Reason>(400, ({ reason }) => `Failed to download media: ${reason}`),
  InvalidBase64Media: fixed(400, 'Invalid base64 media'),
  UnsupportedMedia: worded<Reason>(400, ({ reason }) => `Unsupported media: ${reason}`),
  MessageTooLarge: fixed(400, 'Message too large'),
  // Beyond the contract: the account has more files than are processed at once and may wait.
  TooManyFiles: {
    ...fixed(429, 'Too many files are being processed. Try again later.'),
    retryAfterSeconds: 10,
  },
  AccountMediaQuotaExceeded: fixed(403, 'Account media quota exceeded'),
  WhatsAppRateLimit: fixed(429, 'WhatsApp rate limit reached. Try again later.'),
  SendMessageFailed: failed('send message'),
  NotInNewsletters: fixed(501, 'This message type is not supported in newsletters'),

  // Beyond the contract: the header Idempotency-Key.
  InvalidIdempotencyKey: fixed(400, 'Invalid Idempotency-Key'),
  SendInProgress: fixed(409, 'A request with this Idempotency-Key is still in progress'),
  IdempotencyKeyReused: fixed(409, 'This Idempotency-Key was used for a different request'),
} as const;
