import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataDir, describeFileTrouble } from './data-dir.js';
import { LogFile } from './log/log-file.js';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'starling-data-'));
});
afterEach(() => rmSync(path, { recursive: true }));

describe('DATA_DIR', () => {
  it('refuses a second supervisor in one sentence, until the first has closed it', () => {
    const first = DataDir.open(path);
    expect(() => DataDir.open(path)).toThrow(
      `Another Starling (process ${process.pid}) runs on ${path}: stop it, or set another DATA_DIR.`,
    );

    first.close();
    DataDir.open(path).close();
  });

  it('knows that the last supervisor was killed', () => {
    writeFileSync(join(path, 'supervisor.pid'), '1\n');
    const after = DataDir.open(path);
    expect(after.endedUncleanly).toBe(true);
    after.close();

    const next = DataDir.open(path);
    expect(next.endedUncleanly).toBe(false);
    next.close();
  });

  it('that cannot be created is refused in one sentence', () => {
    expect(() => DataDir.open('/dev/null/data')).toThrow(
      'DATA_DIR /dev/null/data cannot be used (ENOTDIR): set one that this user may write.',
    );
  });

  it('with a file in the place of a folder is refused in one sentence', () => {
    writeFileSync(join(path, 'logs'), '');
    const open = () => {
      try {
        return new LogFile(join(path, 'logs', 'starling.log'));
      } catch (error) {
        throw describeFileTrouble(error, path);
      }
    };
    expect(open).toThrow(
      `DATA_DIR ${path} cannot be used (EEXIST at ${path}/logs): set one that this user may write.`,
    );
  });
});
