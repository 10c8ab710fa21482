/** Every status of a message with its code. Metrics say `failed` for `error`. */
export const STATUS_CODES = {
  error: -1,
  pending: 0,
  sent: 1,
  delivered: 2,
  received: 3,
  read: 4,
  played: 5,
} as const;

export type StatusWord = keyof typeof STATUS_CODES;
export type StatusCode = (typeof STATUS_CODES)[StatusWord];

export const STATUS_WORDS = Object.keys(STATUS_CODES) as readonly StatusWord[];

/** Returns undefined for a code that only a newer version knows. */
export const findStatusWord = (code: number): StatusWord | undefined =>
  STATUS_WORDS.find((word) => STATUS_CODES[word] === code);
