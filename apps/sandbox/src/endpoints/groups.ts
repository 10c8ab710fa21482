import { type GroupChat, type Person } from '@starling/whatsapp-sandbox';
import { z } from 'zod';
import { notFound } from '../control/control-error.js';
import { type ControlCall, endpoint } from '../control/endpoint.js';
import { number } from './fields.js';

const change = z.enum(['add', 'remove', 'promote', 'demote']);
type Change = z.output<typeof change>;

const view = (group: GroupChat) => ({
  jid: group.jid,
  subject: group.subject,
  inviteCode: group.inviteCode,
  members: group.group.members.size,
});

function groupOf({ sandbox, params }: ControlCall<unknown>): GroupChat {
  const group = sandbox.groups.get(params['jid'] ?? '');
  if (!group) throw notFound(`Group ${params['jid']}`);
  return group;
}

function changeMember(group: GroupChat, change: Change, actor: Person, member: Person): void {
  switch (change) {
    case 'add':
      group.add(actor, member);
      return;
    case 'remove':
      group.remove(actor, member);
      return;
    case 'promote':
      group.promote(actor, member);
      return;
    case 'demote':
      group.demote(actor, member);
  }
}

export const groupEndpoints = [
  endpoint({
    method: 'POST',
    path: '/api/groups',
    body: z.object({
      subject: z.string().min(1).max(100),
      creator: number,
      members: z.array(number).max(1_024).default([]),
    }),
    act: ({ sandbox, people, body }) => {
      const person = (digits: string) => people.person(digits);
      const group = sandbox.groups.create({
        subject: body.subject,
        creator: person(body.creator),
        members: body.members.map(person),
      });
      return { group: view(group) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/api/groups/:jid/members',
    body: z.object({ actor: number, member: number, change }),
    act: (call) => {
      const { actor, member } = call.body;
      const group = groupOf(call);
      const { people } = call;
      changeMember(group, call.body.change, people.person(actor), people.person(member));
      return { group: view(group) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/api/groups/:jid/subject',
    body: z.object({ actor: number, subject: z.string().min(1).max(100) }),
    act: (call) => {
      const group = groupOf(call);
      group.rename(call.people.person(call.body.actor), call.body.subject);
      return { group: view(group) };
    },
  }),
];
