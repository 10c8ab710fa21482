import { describe, expect, it } from '@jest/globals';
import { complaintsAboutServices, parseComposeFile } from './compose-file.js';

const TEXT = `
x-app: &app { read_only: true, tmpfs: [/tmp], cap_drop: [ALL], healthcheck: { test: [CMD, 'true'] } }
services:
  web: { <<: *app, build: { target: web } }
  postgres: { image: 'postgres:18' }
`;

describe('The services of a compose file', () => {
  it('are checked with the values of their anchors; services with foreign images are skipped', () => {
    expect(complaintsAboutServices(parseComposeFile(TEXT))).toEqual([]);
  });

  it('must be read-only, without rights, and watched', () => {
    expect(complaintsAboutServices(parseComposeFile(TEXT.replace('<<: *app, ', '')))).toEqual([
      'web: may write to its root filesystem',
      'web: has no /tmp',
      'web: keeps capabilities',
      'web: has no health check',
    ]);
  });
});
