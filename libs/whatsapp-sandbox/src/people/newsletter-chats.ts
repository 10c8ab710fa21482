import { proto } from '@whiskeysockets/baileys';
import { compose, type Content } from './content.js';
import type { Person } from './person.js';
import { pnJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import type { Newsletter } from '../world/newsletter.js';
import type { Post } from '../world/posts.js';
import { publish } from '../newsletters/publish.js';
import { react } from '../newsletters/react.js';
import { promote } from '../newsletters/roles.js';

/** A channel for the people of the sandbox. Rights are not checked. */
export class NewsletterChat {
  constructor(
    private readonly world: World,
    readonly channel: Newsletter,
  ) {}

  get jid(): string {
    return this.channel.jid;
  }

  get inviteCode(): string {
    return this.channel.invite;
  }

  get posts(): readonly Post[] {
    return this.world.newsletters.posts.list(this.channel);
  }

  follow(...people: readonly Person[]): void {
    for (const { account } of people) {
      if (!this.channel.roles.has(account.lid)) this.channel.roles.set(account.lid, 'SUBSCRIBER');
    }
    this.world.newsletters.save(this.channel);
  }

  promote(person: Person): void {
    promote(this.world, this.channel, person.account);
    this.world.newsletters.save(this.channel);
  }

  /** Posts as the current owner of the channel. */
  async post(content: Content): Promise<Post> {
    const { world, channel } = this;
    const [lid] = [...channel.roles].find(([, role]) => role === 'OWNER') ?? [];
    const author = world.accounts.byLid(lid);
    if (author === undefined) throw new Error(`the channel ${channel.jid} has no owner`);
    const id = `3A${world.random.nextHex('newsletter-post', 9)}`;
    const ownJid = pnJid(author);
    const message = await compose(world, content, { id, chat: channel.jid, ownJid });
    const plaintext = Buffer.from(proto.Message.encode(message).finish());
    const type = message.conversation || message.extendedTextMessage ? 'text' : 'media';
    return publish(world, channel, { author, id, type, atMs: world.now(), plaintext });
  }

  /** An empty code deletes the reaction. */
  react(person: Person, post: Post, code: string): void {
    react(this.world, this.channel, post, person.account, code);
  }
}

interface NewNewsletter {
  name: string;
  description?: string;
  owner: Person;
}

export class NewsletterChats {
  constructor(private readonly world: World) {}

  create({ name, description = '', owner }: NewNewsletter): NewsletterChat {
    const { newsletters } = this.world;
    const channel = newsletters.create(owner.account, name, description, this.world.now());
    return new NewsletterChat(this.world, channel);
  }

  get(jid: string): NewsletterChat | undefined {
    const channel = this.world.newsletters.get(jid);
    return channel && new NewsletterChat(this.world, channel);
  }
}
