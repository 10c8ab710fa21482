import { describe, expect, it } from '@jest/globals';
import { groupFlowPayload } from '@starling/contract';
import { type BaileysEventMap, type GroupMetadata, proto } from '@whiskeysockets/baileys';
import {
  ANA,
  AT,
  BOB,
  contextWith,
  GROUP,
  inContract,
  MOMENT,
  OWN,
  received,
  SECONDS,
} from '../testing/translation.js';
import { flowOfMessage } from '../baileys/facts/group-note.js';
import { groupChanges, groupDeleted } from '../baileys/facts/group-facts.js';
import { joinedGroup, joinRequest, participantsFlow } from '../baileys/facts/member-facts.js';

type Action = BaileysEventMap['group-participants.update']['action'];

const context = contextWith();
const judged = (payload: unknown) => inContract(groupFlowPayload, payload);
const by = { author: ANA.lid, authorPn: ANA.jid };
const ana = { jid: ANA.jid, name: 'Ana', lid: ANA.lid };

const whole = (said: object) => ({
  groupJid: GROUP,
  groupName: 'Dev Team',
  timestamp: AT,
  participants: [],
  author: ANA,
  value: null,
  ...said,
});

describe('A change of the members', () => {
  const change = (action: Action, participants: { id: string }[]) =>
    participantsFlow({ id: GROUP, ...by, action, participants }, context);

  it.each<[Action, string]>([
    ['add', 'joined'],
    ['remove', 'left'],
    ['promote', 'promoted'],
    ['demote', 'demoted'],
    ['modify', 'changed_number'],
  ])('as %s is %s', (action, type) => {
    expect(judged(change(action, [{ id: BOB.jid }]))).toEqual(
      whole({ type, participants: [{ jid: BOB.jid, name: 'Bob', lid: null }] }),
    );
  });

  it.each([
    ['hidden, its phone told', { id: '77:2@lid', phoneNumber: '5577@s.whatsapp.net' }],
    ['a phone, its hidden address told', { id: '5577@s.whatsapp.net', lid: '77@lid' }],
  ])('tells both addresses of who is %s', (_, participant) => {
    expect(judged(change('add', [participant]))).toMatchObject({
      participants: [{ jid: '5577@s.whatsapp.net', lid: '77@lid', name: '' }],
    });
  });

  it('tells several in one event, and us among them', () => {
    const members = [{ id: ANA.lid }, { id: OWN.lid }];
    expect(judged(change('add', members)).participants).toEqual([
      ana,
      { jid: OWN.jid, name: OWN.name, lid: OWN.lid },
    ]);
  });

  it('has no author when nobody is named, and no event without members', () => {
    const participants = [{ id: BOB.jid }];
    const update = { id: GROUP, author: '', action: 'remove' as const, participants };
    expect(judged(participantsFlow(update, context)).author).toBeNull();
    expect(change('add', [])).toBeUndefined();
  });
});

describe('A group that this number came into', () => {
  it('has it as the one who joined', () => {
    const group = { id: GROUP, subject: 'New', owner: undefined, participants: [], ...by };
    expect(judged(joinedGroup(group, context))).toEqual(
      whole({
        type: 'joined',
        groupName: 'New',
        participants: [{ jid: OWN.jid, name: OWN.name, lid: OWN.lid }],
      }),
    );
  });
});

describe('A change of a field', () => {
  it.each<[string, Partial<GroupMetadata>, unknown]>([
    ['topic', { desc: 'About' }, 'About'],
    ['topic', { desc: undefined }, ''],
    ['announce', { announce: true }, true],
    ['announce', { announce: false }, false],
    ['locked', { restrict: true }, true],
    ['link', { inviteCode: 'Abc' }, 'https://chat.whatsapp.com/Abc'],
    ['member_add_mode', { memberAddMode: false }, false],
    ['join_approval', { joinApprovalMode: true }, true],
    ['ephemeral', { ephemeralDuration: 86_400 }, 86_400],
  ])('is %s of %p', (type, update, value) => {
    const [payload, ...more] = groupChanges({ id: GROUP, ...by, ...update }, context);
    expect(more).toEqual([]);
    expect(judged(payload)).toEqual(whole({ type, value }));
  });

  it('of the name tells the new one in both places', () => {
    const [payload] = groupChanges({ id: GROUP, ...by, subject: 'New' }, context);
    expect(judged(payload)).toEqual(whole({ type: 'name', groupName: 'New', value: 'New' }));
  });

  it('is one event for each field', () => {
    const update = { id: GROUP, subject: 'New', announce: true, author: undefined };
    expect(groupChanges(update as Partial<GroupMetadata>, context).map(judged)).toMatchObject([
      { type: 'name', author: null },
      { type: 'announce', groupName: 'New' },
    ]);
  });

  it('is none when a group was merely looked up', () => {
    const update = { id: GROUP, subject: 'Dev Team', announce: false, participants: [] };
    expect(groupChanges(update, context)).toEqual([]);
  });
});

describe('A request to join', () => {
  it.each(['created', 'revoked', 'rejected'] as const)('that is %s names who asks', (action) => {
    const asks = { participant: ANA.lid, participantPn: ANA.jid };
    const request = { id: GROUP, author: BOB.jid, method: undefined, action, ...asks };
    expect(judged(joinRequest(request, context))).toEqual(
      whole({ type: 'join_request', participants: [ana], author: BOB, value: action }),
    );
  });
});

describe('A group that is no more', () => {
  it('is told by its name', () => {
    expect(judged(groupDeleted(GROUP, context))).toEqual(whole({ type: 'delete', author: null }));
  });
});

describe('What is told of a group only as a message', () => {
  const { GROUP_PARTICIPANT_CHANGE_NUMBER } = proto.WebMessageInfo.StubType;
  const inGroup = { remoteJid: GROUP, participant: ANA.lid, participantAlt: ANA.jid };
  const forgets = (seconds: number) => ({
    protocolMessage: { type: 3, ephemeralExpiration: seconds },
  });

  it.each([86_400, 0])('is that messages vanish after %p seconds', (seconds) => {
    const message = received(forgets(seconds), inGroup);
    expect(judged(flowOfMessage(message, context))).toEqual(
      whole({ type: 'ephemeral', value: seconds, timestamp: MOMENT }),
    );
  });

  const stub = (key: object) => ({
    key: { id: 'N1', fromMe: false, ...key },
    messageStubType: GROUP_PARTICIPANT_CHANGE_NUMBER,
    messageStubParameters: [BOB.jid],
    messageTimestamp: SECONDS,
  });

  it('is a new number, of which the participant is the new one', () => {
    expect(judged(flowOfMessage(stub(inGroup), context))).toMatchObject({
      type: 'changed_number',
      participants: [ana],
      value: null,
      timestamp: MOMENT,
    });
    expect(judged(flowOfMessage(stub({ remoteJid: GROUP }), context))).toMatchObject({
      participants: [{ jid: BOB.jid }],
      author: null,
    });
  });

  it('is nothing else', () => {
    expect(flowOfMessage(received({ conversation: 'Hi' }, inGroup), context)).toBeUndefined();
    expect(flowOfMessage(received(forgets(1)), context)).toBeUndefined();
    const empty = { ...stub({ remoteJid: GROUP }), messageStubParameters: [] };
    expect(flowOfMessage(empty, context)).toBeUndefined();
  });
});
