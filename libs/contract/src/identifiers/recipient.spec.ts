import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findRecipient } from './recipient.js';

describe('A recipient', () => {
  it.each([
    '5511999999999',
    '+55 (11) 99999-9999',
    '55.11.99999.9999',
    '5511999999999@s.whatsapp.net',
    '5511999999999:12@s.whatsapp.net',
    '5511999999999@c.us',
  ])('is a number when it is written as %s', (sent) => {
    expect(findRecipient(sent)).toEqual({ kind: 'number', digits: '5511999999999' });
  });

  it.each([
    ['123456@lid', '123456@lid'],
    ['123456:7@lid', '123456@lid'],
    ['120363041234567890@g.us', '120363041234567890@g.us'],
    ['5511999999999-1588888888@g.us', '5511999999999-1588888888@g.us'],
    ['120363041234567890@newsletter', '120363041234567890@newsletter'],
    ['status@broadcast', 'status@broadcast'],
  ])('is an address when it is written as %s', (sent, jid) => {
    expect(findRecipient(sent)).toEqual({ kind: 'address', jid });
  });

  it.each(['1234', '123456789012345678901', 'Ana', '@g.us', 'x@lid', '5511@broadcast', '', ' '])(
    'is nobody when it is written as %j',
    (sent) => expect(findRecipient(sent)).toBeUndefined(),
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (sent) => void findRecipient(sent)));
  });
});
