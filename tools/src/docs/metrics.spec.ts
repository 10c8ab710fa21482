import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/* An alert on a metric that no longer exists never fires, so the docs must list exactly the declared metrics. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const DECLARED = /'(starling_[a-z_]+)'/g;
const DOCUMENTED = /`(starling_[a-z_]+)/g;

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name as string);

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

describe('The metrics', () => {
  const sources = globSync('{apps,libs}/*/src/**/*.ts', { cwd: root }).filter(
    (path) => !/\.spec\.ts$|\/testing\/|\/bench\//.test(path),
  );
  const declared = sources.flatMap((path) =>
    namesIn(readFileSync(join(root, path), 'utf8'), DECLARED),
  );
  const rows = readFileSync(join(root, 'docs/operations.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `starling_'));

  it('are exactly those in the tables of docs/operations.md', () => {
    expect(sorted(rows.flatMap((row) => namesIn(row, DOCUMENTED)))).toEqual(sorted(declared));
  });
});
