import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeInstanceName } from './instance-name.js';

describe('The name of an instance', () => {
  it.each([undefined, '', ' ', '\t\n', '\u00a0'])('is required, and %j is none', (text) => {
    expect(judgeInstanceName(text)).toEqual({ broken: 'InstanceNameRequired' });
  });

  it.each([
    ['an inner space', 'my instance'],
    ['any script', 'продажи 销售 🙂'],
    ['a name that only begins with dots', '...'],
    ['a hundred characters', 'x'.repeat(100)],
    ['a hundred characters beyond the basic plane', '🙂'.repeat(100)],
    ['punctuation that no path or list minds', "a.b-c_d:e;f@g!h'i(j)&k=l+m"],
  ])('may have %s', (_, text) => {
    expect(judgeInstanceName(text)).toEqual({ kept: text });
  });

  it.each([
    ...['/', '\\', ',', '?', '#', '%'].map((sign) => `a${sign}b`),
    ...['\u0000', '\u0007', '\n', '\u007f', '\u0085'].map((sign) => `a${sign}b`),
    '.',
    '..',
    ' .. ',
    'x'.repeat(101),
    'a\ud800b',
  ])('is not %j', (text) => {
    expect(judgeInstanceName(text)).toEqual({ broken: 'InvalidInstanceName' });
  });

  it('is trimmed and normalised before it is measured', () => {
    expect(judgeInstanceName(`  ${'x'.repeat(100)}  `)).toEqual({ kept: 'x'.repeat(100) });
    expect(judgeInstanceName('e\u0301'.repeat(100))).toEqual({ kept: 'é'.repeat(100) });
  });

  it('once kept is kept again unchanged, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const verdict = judgeInstanceName(text);
        if (!('kept' in verdict)) return;
        expect(judgeInstanceName(verdict.kept)).toEqual(verdict);
        expect(verdict.kept).not.toMatch(/[/\\,?#%\p{Cc}]/u);
        expect(encodeURIComponent(verdict.kept)).not.toBe('');
      }),
    );
  });

  it('says the same of both normal forms of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(judgeInstanceName(text.normalize('NFD'))).toEqual(
          judgeInstanceName(text.normalize('NFC')),
        );
      }),
    );
  });
});
