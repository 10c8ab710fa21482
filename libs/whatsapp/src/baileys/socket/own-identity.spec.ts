import { expect, it } from '@jest/globals';
import { initAuthCreds } from '@whiskeysockets/baileys';
import { ownIdentityOf } from './own-identity.js';

it.each([
  ['~', ''],
  [undefined, ''],
  ['Ana', 'Ana'],
])('an account that Baileys calls %j is called %j', (name, told) => {
  const me = { id: '5511900000000:3@s.whatsapp.net', lid: '900:3@lid', ...(name && { name }) };
  expect(ownIdentityOf({ ...initAuthCreds(), me })).toEqual({
    jid: '5511900000000@s.whatsapp.net',
    lid: '900@lid',
    name: told,
  });
});
