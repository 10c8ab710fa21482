import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseComposeFile } from '../docker/compose-file.js';
import { variablesKnownTo } from './known-variables.js';

/*
 * An operator finds every setting of the product where the deployment is configured: in the values of the chart, in the
 * compose file and in `.env.example`.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The apps that are deployed; `sandbox` is for development. */
const APPS = ['api-gateway', 'session-worker', 'ws-fanout', 'delivery-worker'] as const;
type App = (typeof APPS)[number];

interface ChartValues {
  readonly apps: Readonly<Record<string, { readonly env?: Readonly<Record<string, string>> }>>;
}

const services = parseComposeFile(read('docker/compose.yml'));
const chartValues = parse(read('deploy/starling/values.yaml')) as ChartValues;
const chartTemplates = read('deploy/starling/templates/_settings.tpl');

const inTemplates = [...chartTemplates.matchAll(/"([A-Z][A-Z0-9_]+)"/g)].map(([, name]) => name);
const inEnvExample = [...read('docker/.env.example').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(
  ([, name]) => name,
);

interface Place {
  names(app: App): readonly (string | undefined)[];
  /** Variable → the reason why the place does not offer it. */
  readonly reasons: Readonly<Record<string, string>>;
}

const PLACES: Readonly<Record<string, Place>> = {
  'the Helm chart': {
    names: (app) => [...inTemplates, ...Object.keys(chartValues.apps[app]?.env ?? {})],
    reasons: {
      SANDBOX_URL: 'a local WhatsApp is for development and tests',
      WS_NODE_URLS: 'the ingress routes /ws to the nodes',
      PROTECT_METRICS: 'the kubelet asks for /readyz from outside the pod',
    },
  },
  'docker/compose.yml': {
    names: (app) => Object.keys(services[app]?.environment ?? {}),
    reasons: {
      SANDBOX_URL: 'a local WhatsApp is for development and tests',
      WS_NODE_URLS: 'the proxy routes /ws to the nodes',
      PROTECT_METRICS: 'the proxy does not publish metrics',
    },
  },
  'docker/.env.example': {
    names: () => inEnvExample,
    reasons: {
      HOST: 'fixed by the compose file',
      PORT: 'fixed by the compose file; PUBLIC_PORT is the published one',
      DATABASE_URL: 'made of POSTGRES_PASSWORD by the compose file',
      REDIS_URL: 'made of REDIS_PASSWORD by the compose file',
      TRUST_PROXY: 'the compose file has exactly one proxy',
      SANDBOX_URL: 'a local WhatsApp is for development and tests',
      WS_NODE_URLS: 'the proxy routes /ws to the nodes',
      PROTECT_METRICS: 'the proxy does not publish metrics',
    },
  },
};

describe.each(Object.entries(PLACES))('%s', (_, { names, reasons }) => {
  it.each(APPS)('offers every variable of %s, or has a reason not to', (app) => {
    const offered = new Set(names(app));
    const missing = [...variablesKnownTo(app, root)].filter((name) => !offered.has(name));
    expect(missing.filter((name) => !(name in reasons))).toEqual([]);
  });

  it('has no reason for a variable that it offers or that no app knows', () => {
    const missing = APPS.flatMap((app) => {
      const offered = new Set(names(app));
      return [...variablesKnownTo(app, root)].filter((name) => !offered.has(name));
    });
    expect(Object.keys(reasons).filter((name) => !missing.includes(name))).toEqual([]);
  });
});
