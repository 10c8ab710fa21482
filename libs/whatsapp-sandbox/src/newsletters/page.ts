import { seconds } from '../stanza/node.js';
import type { Post } from '../world/posts.js';

export interface PageBounds {
  readonly count: number;
  /** Unix seconds. */
  readonly since: number;
  /** The number of a post: only later posts. */
  readonly after: number;
}

const MAX_PAGE_POSTS = 300;

/** The newest posts within the bounds, oldest first. */
export const pageOf = (posts: readonly Post[], { count, since, after }: PageBounds): Post[] =>
  count <= 0
    ? []
    : posts
        .filter((post) => post.serverId > after && seconds(post.atMs) >= since)
        .slice(-Math.min(count, MAX_PAGE_POSTS));
