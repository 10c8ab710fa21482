import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { breaks } from '../fields/leniency.js';
import { errorFromIssues } from './from-issues.js';

const rule = (code: Parameters<typeof breaks>[0]) =>
  z.string().superRefine((_, context) => {
    breaks(code as 'NotFound')(context);
  });

function errorOf(schema: z.ZodType, value: unknown, long = false) {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return errorFromIssues(issues, long ? 'InvalidRequestBodyDetail' : 'InvalidRequestBody');
}

describe('The error of a body', () => {
  const schema = z.object({
    a: rule('InvalidWebhookUrl'),
    b: rule('NoSettingProvided'),
    c: z.int(),
  });

  it('is the whole body as long as any field has a wrong type, whatever rules are broken too', () => {
    expect(errorOf(schema, { a: '', b: '', c: 'x' }).message).toBe('Invalid request body');
  });

  it('is the first broken rule once all types are right', () => {
    expect(errorOf(schema, { a: '', b: '', c: 1 }).message).toBe('Invalid webhook url');
  });

  it('says along what the text needs', () => {
    const worded = z.string().transform((text, context) => {
      return breaks('InvalidQueryParameter', { name: text })(context);
    });
    expect(errorOf(worded, 'limit').message).toBe('Invalid query parameter: limit');
  });

  it('names the field in the long form', () => {
    expect(
      errorOf(z.object({ a: z.object({ b: z.boolean() }) }), { a: { b: 1 } }, true).message,
    ).toBe('Invalid request body: a.b: Invalid input: expected boolean, received number');
    expect(errorOf(z.object({}), [], true).message).toBe(
      'Invalid request body: Invalid input: expected object, received array',
    );
  });

  it('does not take a code that is not declared', () => {
    const stray = z.string().refine(() => false, { params: { errorCode: 'Unheard' } });
    expect(errorOf(stray, 'x').message).toBe('Invalid request body');
  });
});
