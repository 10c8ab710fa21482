import { type Json } from './json-schema-of.js';

const integer = (minimum: number) => ({ type: 'integer', minimum });

/** Header objects of `components.headers`, by the name that responses refer to. */
export const HEADER_COMPONENTS = {
  RateLimitLimit: {
    description: 'Requests per minute of the bucket that this request used.',
    required: true,
    schema: integer(1),
    example: 100,
  },
  RateLimitRemaining: {
    description: 'Requests that are left in the window of this bucket.',
    required: true,
    schema: integer(0),
    example: 99,
  },
  RateLimitReset: {
    description: 'End of the window, in Unix seconds.',
    required: true,
    schema: integer(0),
    example: 1777545060,
  },
  RetryAfter: {
    description:
      'Seconds to wait before the next try. The entries of `x-errors` with `retryAfter` send it.',
    schema: integer(1),
    example: 2,
  },
  Link: {
    description:
      'Sent when the reply carries a code: the address of a page that shows the code to a person and stays current. The page is valid for five minutes, in the first browser that opens it.',
    schema: { type: 'string' },
    example:
      '<https://gateway.example/connect#Vt8c1rW0kT3nQp5yXw2aZg>; rel="alternate"; type="text/html"',
  },
  RequestId: {
    description:
      'The `X-Request-Id` of the request when it has 1 to 128 printable ASCII characters and no space, else a new UUID. The logs carry it too.',
    required: true,
    schema: { type: 'string' },
    example: 'b2f7a4de-1f4b-4c6e-9d43-0a5f4d0c7e11',
  },
} as const;

const reference = (name: keyof typeof HEADER_COMPONENTS): Json => ({
  $ref: `#/components/headers/${name}`,
});

export const RATE_LIMIT_HEADERS: Json = {
  'X-RateLimit-Limit': reference('RateLimitLimit'),
  'X-RateLimit-Remaining': reference('RateLimitRemaining'),
  'X-RateLimit-Reset': reference('RateLimitReset'),
};
export const RETRY_AFTER_HEADER: Json = { 'Retry-After': reference('RetryAfter') };
export const REQUEST_ID_HEADER: Json = { 'X-Request-Id': reference('RequestId') };
export const LINK_HEADER: Json = { Link: reference('Link') };
