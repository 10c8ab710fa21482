import type { RecordLog } from '../records/record-log.js';
import type { Newsletter } from './newsletter.js';

const FIRST_SERVER_ID = 100;

export interface Post {
  /** The number of the post in its channel. */
  readonly serverId: number;
  readonly id: string;
  readonly type: string;
  readonly atMs: number;
  /** Not encrypted; undefined when the post was deleted. */
  plaintext: Buffer | undefined;
  /** The reaction of each person (LID digits). */
  readonly reactions: Map<string, string>;
}

export type NewPost = Pick<Post, 'id' | 'type' | 'atMs'> & { plaintext: Buffer };
type PostRecord = Omit<Post, 'reactions'> & { reactions: [string, string][] };

/** The posts of every channel, oldest first. */
export class Posts {
  private readonly byChannel = new Map<string, Post[]>();

  constructor(private readonly log: RecordLog) {
    for (const [key, record] of log.load('newsletter-post')) {
      const { reactions, ...rest } = record as PostRecord;
      this.in(key.split('/')[0]!).push({ ...rest, reactions: new Map(reactions) });
    }
  }

  list(channel: Newsletter): readonly Post[] {
    return this.in(channel.jid);
  }

  /** Finds a post by the server's number or by the author's id. */
  find(channel: Newsletter, id: string | undefined): Post | undefined {
    return this.in(channel.jid).find((post) => post.id === id || String(post.serverId) === id);
  }

  add(channel: Newsletter, post: NewPost): Post {
    const posts = this.in(channel.jid);
    const serverId = (posts.at(-1)?.serverId ?? FIRST_SERVER_ID - 1) + 1;
    const added = { ...post, serverId, reactions: new Map<string, string>() };
    posts.push(added);
    this.save(channel, added);
    return added;
  }

  save(channel: Newsletter, post: Post): void {
    this.log.save('newsletter-post', keyOf(channel, post), () => ({
      ...post,
      reactions: [...post.reactions],
    }));
  }

  deleteAll(channel: Newsletter): void {
    for (const post of this.list(channel)) this.log.delete('newsletter-post', keyOf(channel, post));
    this.byChannel.delete(channel.jid);
  }

  private in(jid: string): Post[] {
    const posts = this.byChannel.get(jid) ?? [];
    this.byChannel.set(jid, posts);
    return posts;
  }
}

const keyOf = ({ jid }: Newsletter, { serverId }: Post): string => `${jid}/${serverId}`;
