import { describe, expect, it } from '@jest/globals';
import { groupFlowPayload } from '@starling/contract';
import {
  type BaileysEventMap,
  type GroupMetadata,
  proto,
  type WAMessage,
} from '@whiskeysockets/baileys';
import { inContract } from '../testing/in-contract.js';
import {
  ANA,
  AT,
  BOB,
  contextWith,
  GROUP,
  MOMENT,
  OWN,
  received,
  SECONDS,
} from '../testing/translation.js';
import { messageFactOf } from '../baileys/facts/message-fact.js';
import {
  groupFieldsFact,
  joinedGroupFact,
  joinRequestFact,
  memberChangeFact,
} from '../baileys/facts/group-facts.js';
import { type GroupFact } from '../port/facts.js';
import { flowsOfMessage, groupFlows } from './group-flow.js';

type Action = BaileysEventMap['group-participants.update']['action'];

const context = contextWith();
const judged = (payload: unknown) => inContract(groupFlowPayload, payload);
const flowsOf = (fact: GroupFact | undefined) => (fact ? groupFlows(fact, context) : []);
/** The one flow of a fact. */
function flowOf(fact: GroupFact | undefined) {
  const [flow, ...more] = flowsOf(fact);
  expect(more).toEqual([]);
  return judged(flow);
}
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
    memberChangeFact({ id: GROUP, ...by, action, participants });

  it.each<[Action, string]>([
    ['add', 'joined'],
    ['remove', 'left'],
    ['promote', 'promoted'],
    ['demote', 'demoted'],
    ['modify', 'changed_number'],
  ])('as %s is %s', (action, type) => {
    expect(flowOf(change(action, [{ id: BOB.jid }]))).toEqual(
      whole({ type, participants: [{ jid: BOB.jid, name: 'Bob', lid: null }] }),
    );
  });

  it.each([
    ['hidden, its phone told', { id: '77:2@lid', phoneNumber: '5577@s.whatsapp.net' }],
    ['a phone, its hidden address told', { id: '5577@s.whatsapp.net', lid: '77@lid' }],
  ])('tells both addresses of who is %s', (_, participant) => {
    expect(flowOf(change('add', [participant]))).toMatchObject({
      participants: [{ jid: '5577@s.whatsapp.net', lid: '77@lid', name: '' }],
    });
  });

  it('tells several in one event, and us among them', () => {
    const members = [{ id: ANA.lid }, { id: OWN.lid }];
    expect(flowOf(change('add', members)).participants).toEqual([
      ana,
      { jid: OWN.jid, name: OWN.name, lid: OWN.lid },
    ]);
  });

  it('has no author when nobody is named, and no event without members', () => {
    const participants = [{ id: BOB.jid }];
    const update = { id: GROUP, author: '', action: 'remove' as const, participants };
    expect(flowOf(memberChangeFact(update)).author).toBeNull();
    expect(flowsOf(change('add', []))).toEqual([]);
  });
});

describe('A group that this number came into', () => {
  it('has it as the one who joined', () => {
    const group = { id: GROUP, subject: 'New', owner: undefined, participants: [], ...by };
    expect(flowOf(joinedGroupFact(group))).toEqual(
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
    const fact = groupFieldsFact({ id: GROUP, ...by, ...update });
    expect(flowOf(fact)).toEqual(whole({ type, value }));
  });

  it('of the name tells the new one in both places', () => {
    const fact = groupFieldsFact({ id: GROUP, ...by, subject: 'New' });
    expect(flowOf(fact)).toEqual(whole({ type: 'name', groupName: 'New', value: 'New' }));
  });

  it('is one event for each field', () => {
    const update = { id: GROUP, subject: 'New', announce: true, author: undefined };
    const fact = groupFieldsFact(update as Partial<GroupMetadata>);
    expect(flowsOf(fact).map(judged)).toMatchObject([
      { type: 'name', author: null },
      { type: 'announce', groupName: 'New' },
    ]);
  });

  it('is none when a group was merely looked up', () => {
    const update = { id: GROUP, subject: 'Dev Team', announce: false, participants: [] };
    expect(flowsOf(groupFieldsFact(update))).toEqual([]);
  });
});

describe('A request to join', () => {
  it.each(['created', 'revoked', 'rejected'] as const)('that is %s names who asks', (action) => {
    const asks = { participant: ANA.lid, participantPn: ANA.jid };
    const request = { id: GROUP, author: BOB.jid, method: undefined, action, ...asks };
    expect(flowOf(joinRequestFact(request))).toEqual(
      whole({ type: 'join_request', participants: [ana], author: BOB, value: action }),
    );
  });
});

describe('A group that is no more', () => {
  it('is told by its name', () => {
    const fact = { groupJid: GROUP, change: { type: 'delete' } } as const;
    expect(flowOf(fact)).toEqual(whole({ type: 'delete', author: null }));
  });
});

describe('What is told of a group only as a message', () => {
  const { GROUP_PARTICIPANT_CHANGE_NUMBER } = proto.WebMessageInfo.StubType;
  const inGroup = { remoteJid: GROUP, participant: ANA.lid, participantAlt: ANA.jid };
  const flowsOfNote = (message: WAMessage) =>
    flowsOfMessage(messageFactOf(message), context).map(judged);
  const forgets = (seconds: number) => ({
    protocolMessage: { type: 3, ephemeralExpiration: seconds },
  });

  it.each([86_400, 0])('is that messages vanish after %p seconds', (seconds) => {
    const message = received(forgets(seconds), inGroup);
    expect(flowsOfNote(message)).toEqual([
      whole({ type: 'ephemeral', value: seconds, timestamp: MOMENT }),
    ]);
  });

  const stub = (key: object) => ({
    key: { id: 'N1', fromMe: false, ...key },
    messageStubType: GROUP_PARTICIPANT_CHANGE_NUMBER,
    messageStubParameters: [BOB.jid],
    messageTimestamp: SECONDS,
  });

  it('is a new number, of which the participant is the new one', () => {
    expect(flowsOfNote(stub(inGroup))).toMatchObject([
      { type: 'changed_number', participants: [ana], value: null, timestamp: MOMENT },
    ]);
    expect(flowsOfNote(stub({ remoteJid: GROUP }))).toMatchObject([
      { participants: [{ jid: BOB.jid }], author: null },
    ]);
  });

  it('is nothing else', () => {
    expect(flowsOfNote(received({ conversation: 'Hi' }, inGroup))).toEqual([]);
    expect(flowsOfNote(received(forgets(1)))).toEqual([]);
    const empty = { ...stub({ remoteJid: GROUP }), messageStubParameters: [] };
    expect(flowsOfNote(empty)).toEqual([]);
  });
});
