import { type GroupMetadata, isLidUser, isPnUser } from '@whiskeysockets/baileys';

/** Groups and channels held per session; the one unused for longest is removed first. */
const MAX_GROUPS = 5_000;
/** What comes from a group whose name is unknown waits at most so long for the answer. */
const MAX_ANSWER_MS = 5_000;

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

  learn({ id, subject, isCommunityAnnounce }: Partial<GroupMetadata>): void {
    if (!id || (!subject && isCommunityAnnounce === undefined)) return;
    const group = this.known.get(id) ?? { subject: '', isAnnouncement: false };
    if (subject) group.subject = subject;
    if (isCommunityAnnounce) group.isAnnouncement = true;
    this.known.delete(id);
    this.known.set(id, group);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_GROUPS && oldest) this.known.delete(oldest);
  }

  rename(jid: string, subject: string): void {
    if (!isPnUser(jid) && !isLidUser(jid)) this.learn({ id: jid, subject });
  }

  /** Undefined when the group is known or was asked for. Resolves when it is known, or cannot be known in time. */
  ask(
    groupJid: string,
    askWhatsApp: (groupJid: string) => Promise<GroupMetadata>,
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
