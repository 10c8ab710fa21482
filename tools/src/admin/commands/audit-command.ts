import { type AuditEntry, listAudit } from '@starling/contract';
import { command, textOf } from '../command/command.js';
import { PAGE_FLAGS, pageQuery, withNextPage } from '../command/page.js';
import { table } from '../command/table.js';

const NOTHING = '–';

export const AUDIT_COMMAND = command({
  words: ['audit'],
  summary: 'who did what, newest first',
  flags: [
    {
      name: 'account',
      value: '<account>',
      summary: 'only of this one; a deleted account by its id',
    },
    { name: 'since', value: '<moment>', summary: 'only from then on, like 2026-04-28T10:30:00Z' },
    ...PAGE_FLAGS,
  ],
  operation: listAudit,
  request: (_, flags) => ({
    query: {
      account: textOf(flags, 'account'),
      since: textOf(flags, 'since'),
      ...pageQuery(flags),
    },
  }),
  render: (reply) => withNextPage(renderEntries(reply.entries), reply.meta),
});

function renderEntries(entries: readonly AuditEntry[]): string {
  if (entries.length === 0) return 'No entries.';
  return table(
    ['WHEN', 'ACTOR', 'ACTION', 'ACCOUNT', 'INSTANCE', 'DETAILS'],
    entries.map((entry) => [
      entry.happenedAt,
      entry.actor,
      entry.action,
      entry.accountId ?? NOTHING,
      entry.instanceId ?? NOTHING,
      Object.entries(entry.details)
        .map(([name, value]) => `${name}=${String(value)}`)
        .join(' '),
    ]),
  );
}
