import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/* Docs that name files which are gone mislead more than no docs: every path they name must exist. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = [
  '*.md',
  'docs/**/*.md',
  '{apps,libs}/*/README.md',
  '{prisma,docker,tools,e2e}/README.md',
]
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .sort();
const ROOMS = globSync('{apps,libs}/*', { cwd: root }).filter((room) => !room.includes('.'));
const ROOM_PATH = /`((?:apps|libs|prisma|docker|deploy|tools|docs|e2e)\/[\w./<>@-]*)/g;
const MAX_ROOM_README_LINES = 15;

/** `apps/<app>/src` can only be checked up to where it becomes a pattern. */
const literalPart = (path: string): string => path.split(/[^/]*</)[0] as string;

const read = (page: string): string => readFileSync(join(root, page), 'utf8');

describe('The docs', () => {
  it.each(PAGES)('%s names only files that exist', (page) => {
    const named = [...read(page).matchAll(ROOM_PATH)].map(([, path]) =>
      literalPart(path as string),
    );
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(ROOMS)(`%s says in at most ${MAX_ROOM_README_LINES} lines what lives there`, (room) => {
    const lines = read(join(room, 'README.md')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThanOrEqual(MAX_ROOM_README_LINES);
  });
});
