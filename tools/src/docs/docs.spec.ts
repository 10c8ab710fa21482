import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/* Docs that name missing files, or leave out a folder, mislead more than no docs. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const find = (...patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();

const PAGES = find(
  '*.md',
  'docs/**/*.md',
  '{apps,libs}/*/README.md',
  '{prisma,docker,tools,e2e}/README.md',
  'deploy/*/README.md',
);
const ROOMS = find('{apps,libs}/*', 'tools', 'e2e').filter((room) => !room.includes('.'));
const ROOMS_WITH_SOURCE = ROOMS.filter((room) => existsSync(join(root, room, 'src')));
const ROOM_PATH = /`((?:apps|libs|prisma|docker|deploy|tools|docs|e2e)\/[\w./<>@-]*)/g;
const SOURCE_PATH = /`((?:src|bin|page)\/[\w./-]+)`/g;
/** A row of the table of folders: its first cell is the name of one folder of `src`. */
const FOLDER_ROW = /^\| `([\w-]+)` +\|/gm;
/** Written by the build, so that a fresh checkout has no such folder. */
const GENERATED = new Set(['generated']);
const MAX_ROOM_README_LINES = 45;

/** The part of a path in front of a placeholder: nothing behind the placeholder can be checked. */
const literalPart = (path: string): string => path.split(/[^/]*</)[0] as string;

const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const readmeOf = (room: string): string => read(join(room, 'README.md'));
const matchesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, match]) => match as string);

const foldersOf = (room: string): string[] =>
  readdirSync(join(root, room, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !GENERATED.has(entry.name))
    .map((entry) => entry.name)
    .sort();

describe('The docs', () => {
  it.each(PAGES)('%s names only files that exist', (page) => {
    const named = matchesIn(read(page), ROOM_PATH).map(literalPart);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(PAGES)('%s announces nothing that is still to come', (page) => {
    expect(read(page)).not.toMatch(/\(coming( soon)?\)/i);
  });
});

describe('The README of a room', () => {
  it.each(ROOMS)(`of %s has at most ${MAX_ROOM_README_LINES} lines`, (room) => {
    const lines = readmeOf(room).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThanOrEqual(MAX_ROOM_README_LINES);
  });

  it.each(ROOMS_WITH_SOURCE)('of %s has a row for each folder of its src and no others', (room) => {
    expect(matchesIn(readmeOf(room), FOLDER_ROW).sort()).toEqual(foldersOf(room));
  });

  it.each(ROOMS_WITH_SOURCE)('of %s names only files of the room that exist', (room) => {
    const named = matchesIn(readmeOf(room), SOURCE_PATH);
    expect(named.filter((path) => !existsSync(join(root, room, path)))).toEqual([]);
  });
});
