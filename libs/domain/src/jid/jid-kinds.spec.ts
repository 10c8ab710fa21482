import { describe, expect, it } from '@jest/globals';
import {
  isBroadcastJid,
  isGroupJid,
  isLidJid,
  isNewsletterJid,
  isPhoneJid,
  isStatusJid,
  phoneJidOf,
} from './jid-kinds.js';

const KINDS = { isGroupJid, isNewsletterJid, isStatusJid, isBroadcastJid, isLidJid, isPhoneJid };

const kindsOf = (jid: string | null | undefined): string[] =>
  Object.entries(KINDS)
    .filter(([, isKind]) => isKind(jid))
    .map(([name]) => name);

describe('The kind of an address', () => {
  it.each([
    ['120363406289005073@g.us', ['isGroupJid']],
    ['120363406289005073@newsletter', ['isNewsletterJid']],
    ['status@broadcast', ['isStatusJid', 'isBroadcastJid']],
    ['1700000000@broadcast', ['isBroadcastJid']],
    ['900@lid', ['isLidJid']],
    [phoneJidOf('5511900000000'), ['isPhoneJid']],
    ['5511900000000@c.us', []],
    ['', []],
    [null, []],
    [undefined, []],
  ])('of %p is %p', (jid, kinds) => {
    expect(kindsOf(jid)).toEqual(kinds);
  });
});
