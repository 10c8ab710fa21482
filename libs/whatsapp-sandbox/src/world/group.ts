import type { Addressing } from '../accounts/account.js';

export type Rank = 'member' | 'admin' | 'superadmin';

interface JoinRequest {
  lid: string;
  atMs: number;
  method: string;
}

/** Members are named by LID (digits), whatever the group's addressing is. */
export interface Group {
  readonly jid: string;
  readonly creator: string;
  readonly createdMs: number;
  readonly addressing: Addressing;
  readonly members: Map<string, Rank>;
  readonly requests: Map<string, JoinRequest>;
  subject: { text: string; by: string; atMs: number };
  description: { id: string; text: string; by: string; atMs: number } | undefined;
  inviteCode: string;
  announce: boolean;
  locked: boolean;
  membersAdd: boolean;
  approval: boolean;
  ephemeralSeconds: number;
  /** The community that the group belongs to. */
  parent: string | undefined;
  isCommunity: boolean;
  isAnnouncementGroup: boolean;
}

type Mapped = 'members' | 'requests';
export type GroupRecord = Omit<Group, Mapped> & {
  members: [string, Rank][];
  requests: [string, JoinRequest][];
};

export const toRecord = (group: Group): GroupRecord => ({
  ...group,
  members: [...group.members],
  requests: [...group.requests],
});

export const fromRecord = (record: GroupRecord): Group => ({
  ...record,
  members: new Map(record.members),
  requests: new Map(record.requests),
});

export const isAdmin = (group: Group, lid: string): boolean => {
  const rank = group.members.get(lid);
  return rank === 'admin' || rank === 'superadmin';
};
