import type { Randomness } from '../seed/randomness.js';
import type { Account } from '../accounts/account.js';
import type { RecordLog } from '../records/record-log.js';
import type { Newsletter, Role } from './newsletter.js';
import { Posts } from './posts.js';
import { Watchers } from './watchers.js';

type NewsletterRecord = Omit<Newsletter, 'roles' | 'muted'> & {
  roles: [string, Role][];
  muted: string[];
};

/** Every channel, by JID and by invite code. */
export class Newsletters {
  readonly posts: Posts;
  readonly watchers = new Watchers();
  private readonly byJid = new Map<string, Newsletter>();

  constructor(
    private readonly log: RecordLog,
    private readonly random: Randomness,
  ) {
    this.posts = new Posts(log);
    for (const [jid, record] of log.load('newsletter')) {
      const { roles, muted, ...rest } = record as NewsletterRecord;
      this.byJid.set(jid, { ...rest, roles: new Map(roles), muted: new Set(muted) });
    }
  }

  get(jid: string | undefined): Newsletter | undefined {
    return jid === undefined ? undefined : this.byJid.get(jid);
  }

  byInvite(code: string): Newsletter | undefined {
    for (const channel of this.byJid.values()) if (channel.invite === code) return channel;
    return undefined;
  }

  create(owner: Account, name: string, description: string, nowMs: number): Newsletter {
    const channel: Newsletter = {
      jid: `120363${this.random.nextDigits('newsletter', 12)}@newsletter`,
      invite: `0029Va${this.random.nextBytes('newsletter-invite', 12).toString('base64url')}`,
      createdMs: nowMs,
      name: { id: this.revision(), text: name },
      description: { id: this.revision(), text: description },
      picture: undefined,
      roles: new Map([[owner.lid, 'OWNER']]),
      muted: new Set(),
    };
    this.byJid.set(channel.jid, channel);
    this.save(channel);
    return channel;
  }

  /** A new id for a changed name, description or picture. */
  revision(): string {
    return this.random.nextDigits('newsletter-revision', 16);
  }

  save(channel: Newsletter): void {
    this.log.save('newsletter', channel.jid, () => ({
      ...channel,
      roles: [...channel.roles],
      muted: [...channel.muted],
    }));
  }

  delete(channel: Newsletter): void {
    this.byJid.delete(channel.jid);
    this.log.delete('newsletter', channel.jid);
    this.posts.deleteAll(channel);
  }
}
