import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SecretsFolder } from './secrets.js';
import { parseStartConfig } from './start.config.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'starling-secrets-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('Generated secrets', () => {
  it('are the same at every start, and only their owner can read them', () => {
    const first = new SecretsFolder(dataDir).secrets(parseStartConfig({}));

    expect(new SecretsFolder(dataDir).secrets(parseStartConfig({}))).toEqual(first);
    const { directory } = new SecretsFolder(dataDir);
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
    expect(() => parseStartConfig({ ...first })).not.toThrow();
  });

  it('are shown by the next start when a start failed before it showed them', () => {
    new SecretsFolder(dataDir).secrets(parseStartConfig({}));
    expect(new SecretsFolder(dataDir).wereShown).toBe(false);

    new SecretsFolder(dataDir).rememberShown();
    expect(new SecretsFolder(dataDir).wereShown).toBe(true);
  });
});

describe('Secrets of the environment', () => {
  it('replace generated ones and are not stored', () => {
    const folder = new SecretsFolder(dataDir);

    expect(
      folder.secrets(parseStartConfig({ ADMIN_TOKEN: 'chosen-by-a-person' })).ADMIN_TOKEN,
    ).toBe('chosen-by-a-person');
    expect(readdirSync(folder.directory)).not.toContain('admin-token');
  });
});
