import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { numericString, optional, queryBoolean, withDefault } from './leniency.js';
import { queryList, queryText } from './query-text.js';
import { timestamp } from './timestamp.js';

describe('An optional field', () => {
  const schema = z.object({ a: optional(z.string()), b: withDefault(z.boolean(), true) });

  it.each([{}, { a: null, b: null }, { a: undefined, b: undefined }])(
    'takes %j as absent',
    (body) => {
      expect(schema.parse(body)).toEqual({ a: undefined, b: true });
    },
  );

  it('keeps what is empty or false', () => {
    expect(schema.parse({ a: '', b: false })).toEqual({ a: '', b: false });
  });

  it('refuses another type', () => {
    expect(schema.safeParse({ a: 1 }).success).toBe(false);
    expect(schema.safeParse({ b: 'true' }).success).toBe(false);
  });

  it('ignores unknown fields', () => {
    expect(schema.parse({ a: 'x', zzz: [] })).toEqual({ a: 'x', b: true });
  });
});

describe('A numeric string', () => {
  it('takes any whole number as its decimal text', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(numericString.parse(number)).toBe(number.toString(10));
      }),
    );
  });

  it('takes any text as it is', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(numericString.parse(text)).toBe(text)));
  });

  it.each([1.5, true, [], {}, null, Number.MAX_SAFE_INTEGER + 1])('refuses %j', (value) => {
    expect(numericString.safeParse(value).success).toBe(false);
  });
});

describe('A boolean in a query', () => {
  it.each(['true', 'TRUE', 'True', '1'])('is true for %s', (word) => {
    expect(queryBoolean.parse(word)).toBe(true);
  });

  it.each(['false', 'FALSE', 'fAlSe', '0'])('is false for %s', (word) => {
    expect(queryBoolean.parse(word)).toBe(false);
  });

  it.each(['', 'yes', '2', ' true', 'true\n'])('is refused for %j', (word) => {
    expect(queryBoolean.safeParse(word).success).toBe(false);
  });
});

describe('A repeated query parameter', () => {
  it('counts once where one is meant', () => {
    expect([queryText.parse(['a', 'b']), queryText.parse('a'), queryText.parse(undefined)]).toEqual(
      ['a', 'a', undefined],
    );
  });

  it('is joined with commas where a list is meant', () => {
    expect([
      queryList.parse(['a', 'b,c']),
      queryList.parse('a'),
      queryList.parse(undefined),
    ]).toEqual(['a,b,c', 'a', undefined]);
  });
});

describe('A timestamp', () => {
  it('has whole seconds and a Z', () => {
    expect(timestamp.safeParse('2026-04-28T10:30:00Z').success).toBe(true);
  });

  it.each([
    '2026-04-28T10:30:00.123Z',
    '2026-04-28T10:30:00+00:00',
    '2026-04-28T10:30Z',
    '2026-04-28',
  ])('is not %s', (text) => {
    expect(timestamp.safeParse(text).success).toBe(false);
  });
});
