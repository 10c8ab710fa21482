import { describe, expect, it } from '@jest/globals';
import { callUpdatePayload } from '@starling/contract';
import { type WACallEvent } from '@whiskeysockets/baileys';
import { type CallFact } from '../port/facts.js';
import { inContract } from '../testing/in-contract.js';
import { ANA, AT, contextWith, GROUP, MOMENT, SECONDS } from '../testing/translation.js';
import { callFactOf } from '../baileys/facts/call-fact.js';
import { callUpdate } from './call-update.js';

const call = (change: Partial<WACallEvent> = {}): WACallEvent => ({
  chatId: '901:1@lid',
  from: '901:1@lid',
  callerPn: ANA.jid,
  id: 'CALL1',
  date: new Date(SECONDS * 1_000),
  status: 'offer',
  offline: false,
  isVideo: false,
  isGroup: false,
  ...change,
});

function told(change: Partial<WACallEvent> = {}, more: Partial<CallFact> = {}) {
  const fact = callFactOf(call(change));
  const payload = fact && callUpdate({ ...fact, ...more }, contextWith());
  return inContract(callUpdatePayload, payload);
}

describe('A call', () => {
  it('is told with who calls, plainly', () => {
    expect(told()).toEqual({
      callId: 'CALL1',
      status: 'offer',
      direction: 'incoming',
      timestamp: MOMENT,
      from: ANA,
      chat: { jid: ANA.jid, type: 'private' },
      isVideo: false,
      isGroup: false,
      groupJid: null,
      reason: null,
      autoRejected: false,
    });
  });

  it.each<[WACallEvent['status'], string, string | null]>([
    ['offer', 'offer', null],
    ['accept', 'accepted', null],
    ['reject', 'rejected', null],
    ['terminate', 'terminated', null],
    ['timeout', 'terminated', 'timeout'],
    ['ringing', 'notification', null],
  ])('that Baileys calls %s is %s', (status, word, reason) => {
    expect(told({ status })).toMatchObject({ status: word, reason });
  });

  it.each(['preaccept', 'transport', 'relaylatency'] as const)('has no word for %s', (status) => {
    expect(callFactOf(call({ status, latencyMs: 30 }))).toBeUndefined();
  });

  it('of a group has the group as its chat, later too, when only the sender names it', () => {
    const expected = { isGroup: true, groupJid: GROUP, chat: { jid: GROUP, type: 'group' } };
    expect(told({ isGroup: true, groupJid: GROUP })).toMatchObject(expected);
    expect(told({ status: 'timeout', isGroup: true, chatId: GROUP })).toMatchObject(expected);
  });

  it('of a group that nobody names any more is told by who called', () => {
    expect(told({ status: 'terminate', isGroup: true })).toMatchObject({
      isGroup: true,
      groupJid: null,
      chat: { jid: ANA.jid, type: 'private' },
    });
  });

  it('with a picture says so, and that our settings rejected it', () => {
    expect(told({ isVideo: true, status: 'reject' }, { isAutoRejected: true })).toMatchObject({
      isVideo: true,
      status: 'rejected',
      autoRejected: true,
    });
  });

  it('of which the stanza says neither who nor when is told all the same', () => {
    const bare = { from: undefined, date: new Date(Number.NaN), isVideo: undefined };
    expect(told(bare as unknown as Partial<WACallEvent>)).toMatchObject({
      from: ANA,
      timestamp: AT,
      isVideo: false,
    });
  });
});
