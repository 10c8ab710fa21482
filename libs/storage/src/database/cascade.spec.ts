import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';

const OUTLIVES_ITS_SUBJECT = 'audit_log';

describe('What hangs on an account or an instance', () => {
  const bench = openBench();

  it.each([
    ['account_id', 'accounts'],
    ['instance_id', 'instances'],
  ])('goes with it: every %s is a foreign key that cascades from %s', async (column, parent) => {
    const tables = await bench.database.client.$queryRaw<{ name: string; cascades: boolean }[]>`
      SELECT c.table_name AS name, EXISTS (
        SELECT 1 FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.confdeltype = 'c' AND a.attname = ${column}
          AND k.conrelid = c.table_name::regclass AND k.confrelid = ${parent}::regclass
      ) AS cascades
      FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.column_name = ${column}`;
    expect(tables.length).toBeGreaterThan(5);
    const stay = tables.filter(({ cascades }) => !cascades).map(({ name }) => name);
    expect(stay).toEqual([OUTLIVES_ITS_SUBJECT]);
  });
});
