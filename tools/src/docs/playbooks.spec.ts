import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/*
 * A playbook lists the files that a change adds and edits, one a line, as "- Adds `path`" and "- Edits `path`", with
 * `<placeholders>` for what differs. The list is compared with the files that name an example of such a change, so it
 * cannot leave out a file and cannot name one that the change does not need.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const STEP = /^- (Adds|Edits) `([^`]+)`/gm;
const SEARCHED = [
  '{apps,libs}/*/src/**/*.ts',
  'docker/*.yml',
  'docker/.env.example',
  'deploy/starling/values*',
  'deploy/starling/templates/*',
];
const NOT_COUNTED = /\.spec\.ts$|\/testing\/|\/generated\//;

interface Rule {
  /** Finds the files that name an example of the change. Rules without one are checked by paths alone. */
  readonly example?: RegExp;
  /** Specs that the change adds; `example` does not find them. */
  readonly specs?: number;
  readonly maxAdded: number;
  readonly maxEdited: number;
}

const RULES: Readonly<Record<string, Rule>> = {
  'add-an-operation': {
    example: /\b(list-audit|listAudit|ListAudit)\b/,
    specs: 1,
    maxAdded: 3,
    maxEdited: 1,
  },
  'add-a-message-kind': {
    example: /\b(send-location|sendLocation|LocationContent|composeLocation)\b/,
    maxAdded: 2,
    maxEdited: 2,
  },
  'add-an-event': {
    example: /\b(label-update|labelUpdate\w*|label\.update)\b/,
    specs: 1,
    maxAdded: 3,
    maxEdited: 3,
  },
  'add-a-config-field': { example: /^ *#? *MAX_SESSIONS[:=]/m, maxAdded: 0, maxEdited: 4 },
  'add-a-destination': { maxAdded: 3, maxEdited: 3 },
  'add-a-job': { maxAdded: 2, maxEdited: 3 },
  'add-a-migration': { maxAdded: 1, maxEdited: 1 },
};

const playbooks = globSync('docs/playbooks/*.md', { cwd: root })
  .map((path) => path.replace(/^.*\/|\.md$/g, ''))
  .sort();

const stepsOf = (playbook: string) =>
  [...readFileSync(join(root, `docs/playbooks/${playbook}.md`), 'utf8').matchAll(STEP)].map(
    ([, kind, path]) => ({ kind, glob: (path as string).replaceAll(/<[^>]+>/g, '*') }),
  );

const searched = SEARCHED.flatMap((pattern) => globSync(pattern, { cwd: root })).filter(
  (path) => !NOT_COUNTED.test(path),
);

it('Every playbook has a rule', () => {
  expect(Object.keys(RULES).sort()).toEqual(playbooks);
});

describe.each(Object.entries(RULES))('The playbook %s', (playbook, rule) => {
  const steps = stepsOf(playbook);
  const countOf = (kind: string) => steps.filter((step) => step.kind === kind).length;

  it('names files and patterns that exist', () => {
    expect(steps.length).toBeGreaterThan(0);
    const missing = steps.filter(({ glob }) => globSync(glob, { cwd: root }).length === 0);
    expect(missing).toEqual([]);
  });

  it(`adds at most ${rule.maxAdded} files and edits at most ${rule.maxEdited}`, () => {
    expect(countOf('Adds')).toBeLessThanOrEqual(rule.maxAdded);
    expect(countOf('Edits')).toBeLessThanOrEqual(rule.maxEdited);
  });

  if (rule.example) {
    const { example, specs = 0 } = rule;
    it('lists exactly the files that name its example', () => {
      const found = searched.filter((path) => example.test(readFileSync(join(root, path), 'utf8')));
      const unlisted = found.filter((path) => !steps.some(({ glob }) => matchesGlob(path, glob)));
      expect(unlisted).toEqual([]);
      expect(found).toHaveLength(steps.length - specs);
    });
  }
});
