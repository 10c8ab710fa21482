import { describe, expect, it } from '@jest/globals';
import { findPhoneDigits } from './phone-digits.js';

describe('The digits of a number', () => {
  it.each([
    ['5511999999999', '5511999999999'],
    ['+55 (11) 99999-9999', '5511999999999'],
    ['55.11.99999.9999', '5511999999999'],
    ['5511999999999@s.whatsapp.net', '5511999999999'],
    ['5511999999999:12@s.whatsapp.net', '5511999999999'],
    ['5511999999999@c.us', '5511999999999'],
  ])('are found in %s', (sent, digits) => {
    expect(findPhoneDigits(sent)).toBe(digits);
  });

  it.each(['', '1234', '123456789012345678901', '55abc', '120363@g.us', '55119@lid', '5511x99999'])(
    'are not made up for %j',
    (sent) => {
      expect(findPhoneDigits(sent)).toBeUndefined();
    },
  );
});
