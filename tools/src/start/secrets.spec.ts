import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SecretsRoom } from './secrets.js';
import { parseStartConfig } from './start.config.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'starling-secrets-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('secrets that nobody gave', () => {
  it('are the same at every start, and readable to their owner alone', () => {
    const first = new SecretsRoom(dataDir).secrets(parseStartConfig({}));

    expect(new SecretsRoom(dataDir).secrets(parseStartConfig({}))).toEqual(first);
    const { directory } = new SecretsRoom(dataDir);
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
    expect(() => parseStartConfig({ ...first })).not.toThrow();
  });

  it('are still to be shown after a start that failed before showing them', () => {
    new SecretsRoom(dataDir).secrets(parseStartConfig({}));
    expect(new SecretsRoom(dataDir).wereShown).toBe(false);

    new SecretsRoom(dataDir).rememberShown();
    expect(new SecretsRoom(dataDir).wereShown).toBe(true);
  });
});

describe('secrets of the environment', () => {
  it('win and are not written down', () => {
    const room = new SecretsRoom(dataDir);

    expect(room.secrets(parseStartConfig({ ADMIN_TOKEN: 'chosen-by-a-person' })).ADMIN_TOKEN).toBe(
      'chosen-by-a-person',
    );
    expect(readdirSync(room.directory)).not.toContain('admin-token');
  });
});
