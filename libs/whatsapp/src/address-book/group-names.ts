import { isLidJid, isPhoneJid } from '@starling/domain';

/** Groups and channels held per session; the one unused for longest is removed first. */
const MAX_GROUPS = 5_000;
/** What comes from a group whose name is unknown waits at most so long for the answer. */
const MAX_ANSWER_MS = 5_000;

export interface GroupFact {
  readonly jid: string;
  /** Empty: WhatsApp did not say it. */
  readonly subject: string;
  /** True for the announcement group of a community; undefined: WhatsApp did not say it. */
  readonly isAnnouncement?: boolean | undefined;
}

interface GroupName {
  subject: string;
  isAnnouncement: boolean;
}

/** Subjects of groups, and which of them announce for a community. */
export class GroupNames {
  private readonly known = new Map<string, GroupName>();
  /** On this connection, with or without success. */
  private readonly asked = new Set<string>();

  nameOf(jid: string): string {
    return this.known.get(jid)?.subject ?? '';
  }

  isAnnouncement(groupJid: string): boolean {
    return this.known.get(groupJid)?.isAnnouncement ?? false;
  }

  connected(): void {
    this.asked.clear();
  }

  learn({ jid, subject, isAnnouncement }: GroupFact): void {
    if (!jid || (!subject && isAnnouncement === undefined)) return;
    const group = this.known.get(jid) ?? { subject: '', isAnnouncement: false };
    if (subject) group.subject = subject;
    if (isAnnouncement) group.isAnnouncement = true;
    this.known.delete(jid);
    this.known.set(jid, group);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_GROUPS && oldest) this.known.delete(oldest);
  }

  rename(jid: string, subject: string): void {
    if (!isPhoneJid(jid) && !isLidJid(jid)) this.learn({ jid, subject });
  }

  /** Undefined when the group is known or was asked for. Resolves when it is known, or cannot be known in time. */
  ask(
    groupJid: string,
    askWhatsApp: (groupJid: string) => Promise<GroupFact>,
  ): Promise<void> | undefined {
    if (this.known.has(groupJid) || this.asked.has(groupJid)) return undefined;
    this.asked.add(groupJid);
    const answered = askWhatsApp(groupJid).then(
      (group) => this.learn(group),
      () => undefined,
    );
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, MAX_ANSWER_MS);
    });
    return Promise.race([answered, late]).finally(() => clearTimeout(limit));
  }
}
