import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainJid } from './plain-jid.js';

it.each([
  ['5511999999999:12@s.whatsapp.net', '5511999999999@s.whatsapp.net'],
  ['5511999999999_1:12@s.whatsapp.net', '5511999999999@s.whatsapp.net'],
  ['123:4@lid', '123@lid'],
  ['5511999999999@s.whatsapp.net', '5511999999999@s.whatsapp.net'],
  ['120363406289005073@g.us', '120363406289005073@g.us'],
  ['5511999999999-1600000000@g.us', '5511999999999-1600000000@g.us'],
  ['120363000000000000@newsletter', '120363000000000000@newsletter'],
  ['status@broadcast', 'status@broadcast'],
  ['', ''],
])('The JID %s leaves the house as %s', (jid, plain) => {
  expect(plainJid(jid)).toBe(plain);
});

it('A JID of any user and device loses the device alone', () => {
  const server = fc.constantFrom('s.whatsapp.net', 'lid');
  fc.assert(
    fc.property(fc.stringMatching(/^\d{5,20}$/), fc.nat(99), server, (user, device, at) => {
      expect(plainJid(`${user}:${device}@${at}`)).toBe(`${user}@${at}`);
    }),
  );
});
