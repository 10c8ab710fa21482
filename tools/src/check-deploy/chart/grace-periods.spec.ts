import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, it } from '@jest/globals';
import { minGraceSeconds } from './grace-periods.js';

/*
 * The code declares how long the stop of an app may take. The chart, the compose file and the docs must give the same
 * time.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const APPS = ['api-gateway', 'session-worker', 'ws-fanout', 'delivery-worker'];

interface ChartApp {
  readonly terminationGracePeriodSeconds: number;
  readonly preStopSleepSeconds?: number;
}
const chart = parse(read('deploy/starling/values.yaml')) as {
  readonly apps: Readonly<Record<string, ChartApp>>;
};
const compose = parse(read('docker/compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, { readonly stop_grace_period?: string }>>;
};

describe.each(APPS)('The stop of %s', (app) => {
  const seconds = minGraceSeconds(app);

  it('has a limit', () => {
    expect(seconds).toBeGreaterThan(0);
  });

  it('has its time in the chart, plus the pause before the stop', () => {
    const { terminationGracePeriodSeconds, preStopSleepSeconds = 0 } = chart.apps[app] as ChartApp;
    expect(terminationGracePeriodSeconds).toBe(seconds + preStopSleepSeconds);
  });

  it('has its time in the compose file', () => {
    expect(compose.services[app]?.stop_grace_period).toBe(`${seconds}s`);
  });

  it('has its time in the table of docs/operations.md', () => {
    const row = read('docs/operations.md')
      .split('\n')
      .find((line) => line.startsWith(`| \`${app}\``) && line.includes('MB'));
    expect(row).toMatch(new RegExp(`, ${seconds} s\\s+\\|$`));
  });
});

it('The proxy of the compose file waits for the gateway', () => {
  const limit = `${minGraceSeconds('api-gateway')}s`;
  expect(compose.services['proxy']?.stop_grace_period).toBe(limit);
  expect(read('docker/Caddyfile')).toContain(`grace_period ${limit}`);
});
