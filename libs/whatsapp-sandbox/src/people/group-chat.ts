import { type Group, type Rank } from '../world/group.js';
import {
  updateApproval,
  updateDescription,
  updateSetting,
  updateSubject,
  deleteGroup,
  renewInvite,
  type Setting,
} from '../groups/update-group.js';
import {
  addMember,
  joinByInvite,
  type Outcome,
  updateRank,
  removeMember,
} from '../groups/membership.js';
import type { World } from '../world/world.js';
import type { Person } from './person.js';

/** A group for the people of the sandbox. Each change names its actor, whose rights are not checked. */
export class GroupChat {
  constructor(
    private readonly world: World,
    readonly group: Group,
  ) {}

  get jid(): string {
    return this.group.jid;
  }

  get subject(): string {
    return this.group.subject.text;
  }

  get inviteCode(): string {
    return this.group.inviteCode;
  }

  /** Undefined when the person is not a member. */
  rankOf(person: Person): Rank | undefined {
    return this.group.members.get(person.account.lid);
  }

  rename(actor: Person, subject: string): void {
    updateSubject(this.world, this.group, actor.account, subject);
  }

  describe(actor: Person, text: string): void {
    updateDescription(this.world, this.group, actor.account, text, this.world.stanzaId());
  }

  set(actor: Person, setting: Setting): void {
    updateSetting(this.world, this.group, actor.account, setting);
  }

  askBeforeJoining(actor: Person, on: boolean): void {
    updateApproval(this.world, this.group, actor.account, on);
  }

  dissolve(actor: Person): void {
    deleteGroup(this.world, this.group, actor.account);
  }

  renewInvite(actor: Person): string {
    return renewInvite(this.world, this.group, actor.account);
  }

  add(actor: Person, who: Person): Outcome {
    return addMember(this.world, this.group, actor.account, who.account);
  }

  remove(actor: Person, who: Person): Outcome {
    return removeMember(this.world, this.group, actor.account, who.account);
  }

  promote(actor: Person, who: Person): Outcome {
    return updateRank(this.world, this.group, actor.account, who.account, true);
  }

  demote(actor: Person, who: Person): Outcome {
    return updateRank(this.world, this.group, actor.account, who.account, false);
  }

  /** Joins by the invite link: at once, or by a request when the group wants approval by its admins. */
  join(who: Person): 'joined' | 'requested' {
    return joinByInvite(this.world, this.group, who.account);
  }
}
