import { type Flag, type FlagValues, textOf } from './command.js';

export const PAGE_FLAGS: readonly Flag[] = [
  { name: 'limit', value: '<n>', summary: 'how many at most (50 by default, 200 at most)' },
  { name: 'cursor', value: '<cursor>', summary: 'go on where the page before ended' },
];

export const pageQuery = (flags: FlagValues) => ({
  limit: textOf(flags, 'limit'),
  cursor: textOf(flags, 'cursor'),
});

export const withNextPage = (
  text: string,
  { nextCursor }: { nextCursor: string | null },
): string => (nextCursor === null ? text : `${text}\n\nThere is more: add --cursor ${nextCursor}`);
