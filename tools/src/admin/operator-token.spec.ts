import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SecretsFolder } from '../start/secrets.js';
import { parseStartConfig } from '../start/start.config.js';
import { parseAdminConfig } from './admin.config.js';
import { operatorToken } from './operator-token.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'starling-admin-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const tokenFor = (environment: Record<string, string>) =>
  operatorToken(parseAdminConfig({ DATA_DIR: dataDir, ...environment }));
const start = () => new SecretsFolder(dataDir).secrets(parseStartConfig({})).ADMIN_TOKEN;

describe("The operator's token", () => {
  it('is the given one', () => {
    start();
    expect(tokenFor({ ADMIN_TOKEN: 'mine', STARLING_URL: 'https://far.example' })).toBe('mine');
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:81', 'http://[::1]:8080/'])(
    'is, for %s, the one that a start kept',
    (url) => {
      const kept = start();
      expect(tokenFor({ STARLING_URL: url })).toBe(kept);
    },
  );

  it.each(['https://far.example', 'http://localhost.far.example', 'http://127.0.0.1.far.example'])(
    'that a start kept is not sent to %s',
    (url) => {
      start();
      expect(() => tokenFor({ STARLING_URL: url })).toThrow('give --token or ADMIN_TOKEN.');
    },
  );

  it('is reported as missing in a sentence that names the searched places', () => {
    expect(() => tokenFor({})).toThrow(`DATA_DIR (${dataDir} keeps none)`);
  });
});
