/** Numbers of the contract. Where an operator may set another value, the number is the default. */
export const MAX_BODY_BYTES = 256 * 1024;
/** For routes with a field that takes a file inline. All other fields of the body still share `MAX_BODY_BYTES`. */
export const MAX_BODY_BYTES_WITH_FILES = 64 * 1024 * 1024;
export const MAX_JSON_DEPTH = 32;
export const MAX_JSON_VALUES = 20_000;
/** Texts and captions; the limit of WhatsApp. */
export const MAX_TEXT_LENGTH = 65_536;
/** Titles, headers, footers, button and row texts, questions, options, names, descriptions. */
export const MAX_SHORT_TEXT_LENGTH = 4_096;
export const MAX_MENTIONS = 1_024;
/** The size of one message after it is encoded for WhatsApp. */
export const MAX_ENCODED_MESSAGE_BYTES = 256 * 1024;
export const RATE_WINDOW_SECONDS = 60;
export const REQUESTS_PER_WINDOW = 100;
export const CREATES_PER_WINDOW = 20;
export const MAX_INSTANCE_NAME_LENGTH = 100;
export const MAX_ENABLED_WEBHOOKS = 3;
export const DEFAULT_WEBHOOK_LABEL = 'default';
export const MAX_WEBHOOK_LABEL_LENGTH = 100;
/** The most history that a first pairing asks WhatsApp for. */
export const MAX_HISTORY_DAYS = 365;
/** The contract has no limit for the operator API. This one is high because operators call it from scripts. */
export const OPERATOR_REQUESTS_PER_WINDOW = 1000;
export const MAX_PAGE_SIZE = 200;
export const DEFAULT_PAGE_SIZE = 50;
export const MAX_DELAY_SECONDS = 60;
export const MAX_SOURCE_LENGTH = 255;
export const MAX_MEDIA_BYTES = 100 * 1024 * 1024;
/** The files of an account in our database. Received files stay nine days, files to send stay minutes. */
export const DEFAULT_MEDIA_QUOTA_BYTES = 5 * 1024 ** 3;
