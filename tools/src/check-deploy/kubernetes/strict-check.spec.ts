import { describe, expect, it } from '@jest/globals';
import { parseManifests } from './manifest.js';
import { complaintsAbout } from './strict-check.js';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    spec:
      containers:
        - name: web
          image: web:1
          resources: { requests: { cpu: 100m } }
          livenessProbe: { httpGet: { path: /livez, port: http } }
`;

const complaints = (text: string): string[] => parseManifests(text).flatMap(complaintsAbout);
const changed = (from: string, to: string): string[] => complaints(DEPLOYMENT.replace(from, to));

describe('The strict check of a manifest', () => {
  it('accepts a good manifest', () => {
    expect(complaints(DEPLOYMENT)).toEqual([]);
  });

  it('finds a misspelt field at any depth', () => {
    expect(changed('replicas', 'replicsa')).toEqual([
      'Deployment web.spec.replicsa: unknown field',
    ]);
    expect(changed('httpGet', 'httpget')).toEqual([
      'Deployment web.spec.template.spec.containers[0].livenessProbe.httpget: unknown field',
    ]);
  });

  it('finds a value of the wrong type', () => {
    expect(changed('replicas: 2', 'replicas: "2"')).toEqual([
      'Deployment web.spec.replicas: wants number, has string',
    ]);
    expect(changed('app: web }', 'app: 1 }')).toEqual([
      'Deployment web.metadata.labels.app: wants string, has number',
    ]);
    expect(changed('port: http', 'port: [http]')).toHaveLength(1);
  });

  it('finds a field that a template left empty', () => {
    expect(changed('replicas: 2', 'replicas:')).toEqual(['Deployment web.spec.replicas: is empty']);
  });

  it('refuses unknown kinds, and knows the one custom kind of the chart', () => {
    const custom = (kind: string) =>
      `{ apiVersion: monitoring.coreos.com/v1, kind: ${kind}, metadata: { name: a }, spec: { selector: {}, endpoint: [] } }`;
    expect(complaints(custom('PodMonitor'))).toEqual([
      'PodMonitor a: unknown kind monitoring.coreos.com/v1',
    ]);
    expect(complaints(custom('ServiceMonitor'))).toEqual([
      'ServiceMonitor a.spec.endpoint: unknown field',
    ]);
  });

  it('refuses YAML with a duplicate key', () => {
    expect(() => complaints('a: 1\na: 2\n')).toThrow('Invalid YAML');
  });
});
