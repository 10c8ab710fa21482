import type { Randomness } from '../seed/randomness.js';
import type { Account, Addressing } from '../accounts/account.js';
import type { RecordLog } from '../records/record-log.js';
import { type Group, type GroupRecord, fromRecord, toRecord } from './group.js';

/** Every group and community, by JID and by invite code. */
export class Groups {
  private readonly byJid = new Map<string, Group>();

  constructor(
    private readonly log: RecordLog,
    private readonly random: Randomness,
  ) {
    for (const [jid, record] of log.load('group')) {
      this.byJid.set(jid, fromRecord(record as GroupRecord));
    }
  }

  all(): Iterable<Group> {
    return this.byJid.values();
  }

  get(jid: string | undefined): Group | undefined {
    return jid === undefined ? undefined : this.byJid.get(jid);
  }

  byInviteCode(code: string): Group | undefined {
    for (const group of this.byJid.values()) if (group.inviteCode === code) return group;
    return undefined;
  }

  *listByMember(account: Account): Generator<Group> {
    for (const group of this.byJid.values()) if (group.members.has(account.lid)) yield group;
  }

  create(
    subject: string,
    creator: Account,
    members: readonly Account[],
    nowMs: number,
    addressing: Addressing,
  ): Group {
    const group: Group = {
      jid: `120363${this.random.nextDigits('group', 12)}@g.us`,
      creator: creator.lid,
      createdMs: nowMs,
      addressing,
      members: new Map([[creator.lid, 'superadmin']]),
      requests: new Map(),
      subject: { text: subject, by: creator.lid, atMs: nowMs },
      description: undefined,
      inviteCode: this.newInviteCode(),
      announce: false,
      locked: false,
      membersAdd: true,
      approval: false,
      ephemeralSeconds: 0,
      parent: undefined,
      isCommunity: false,
      isAnnouncementGroup: false,
    };
    for (const member of members) {
      if (member !== creator) group.members.set(member.lid, 'member');
    }
    this.byJid.set(group.jid, group);
    this.save(group);
    return group;
  }

  newInviteCode(): string {
    return this.random.nextBytes('invite', 16).toString('base64url');
  }

  save(group: Group): void {
    this.log.save('group', group.jid, () => toRecord(group));
  }

  delete(group: Group): void {
    this.byJid.delete(group.jid);
    this.log.delete('group', group.jid);
  }
}
