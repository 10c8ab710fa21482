import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeAccountName, parseAccountReference } from './account-name.js';

describe('The name of an account', () => {
  it.each([undefined, '', '  '])('is required, and %j is none', (text) => {
    expect(judgeAccountName(text)).toEqual({ broken: 'AccountNameRequired' });
  });

  it.each(['a/b', '..', 'x'.repeat(101), '0B2F6C1E-54a7-4f0b-9d0e-6f1c2a7d9e10'])(
    'is not %s',
    (text) => {
      expect(judgeAccountName(text)).toEqual({ broken: 'InvalidAccountName' });
    },
  );

  it('finds the account again in a path', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const verdict = judgeAccountName(text);
        if (!('kept' in verdict)) return;
        const reference = parseAccountReference(
          decodeURIComponent(encodeURIComponent(verdict.kept)),
        );
        expect(reference).toEqual({ kind: 'name', name: verdict.kept });
      }),
    );
  });
});

it('A UUID in place of an account is its id, in any case', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(parseAccountReference(id.toUpperCase())).toEqual({ kind: 'id', id });
    }),
  );
});
