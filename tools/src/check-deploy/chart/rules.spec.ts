import { describe, expect, it } from '@jest/globals';
import { parseManifests } from '../kubernetes/manifest.js';
import { workloadsIn } from '../kubernetes/workload.js';
import { variablesGivenTo } from './given-variables.js';
import { complaintsAboutPods } from './pod-rules.js';
import { complaintsAboutRouting } from './routing-rules.js';

const app = (component: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${component} }
spec:
  template:
    metadata: { labels: { app.kubernetes.io/component: ${component} } }
    spec:
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 170
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: ${component}
          image: registry/${component}:1
          envFrom: [{ configMapRef: { name: settings } }]
          env: [{ name: SECRET, value: x }]
          startupProbe: { httpGet: { path: /livez, port: http } }
          livenessProbe: { httpGet: { path: /livez, port: http } }
          readinessProbe: { httpGet: { path: /readyz, port: http } }
          resources: { requests: { cpu: 100m, memory: 1Gi }, limits: { memory: 1Gi } }
          securityContext:
            { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
---
apiVersion: v1
kind: Service
metadata: { name: ${component} }
spec:
  selector: { app.kubernetes.io/component: ${component} }
  ports: [{ name: http, port: 80 }]
`;
const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: front }
spec:
  rules:
    - http:
        paths:
          - { path: /ws, backend: { service: { name: ws-fanout, port: { name: http } } } }
          - { path: /, backend: { service: { name: api-gateway, port: { name: http } } } }
`;
const SETTINGS = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { PORT: "8080" }
`;
const ALL = [app('api-gateway'), app('ws-fanout'), app('session-worker'), INGRESS, SETTINGS].join(
  '---',
);

const read = (from = '', to = '') => {
  const manifests = parseManifests(ALL.replaceAll(from, to));
  return { manifests, workloads: workloadsIn(manifests) };
};
const podComplaints = (from: string, to: string) => complaintsAboutPods(read(from, to).workloads);
const routingComplaints = (from: string, to: string) => {
  const { manifests, workloads } = read(from, to);
  return complaintsAboutRouting(manifests, workloads);
};

describe('The rules for the chart', () => {
  it('accept good pods and routes', () => {
    expect(podComplaints('', '')).toEqual([]);
    expect(routingComplaints('', '')).toEqual([]);
  });

  it.each([
    ['readOnlyRootFilesystem: true, ', '', 'may write to its root filesystem'],
    ['cpu: 100m, ', '', 'requests no cpu'],
    ['limits: { memory: 1Gi }', '', 'has no memory limit'],
    ['drop: [ALL]', 'drop: [CHOWN]', 'keeps capabilities'],
    [
      'readinessProbe: { httpGet: { path: /readyz',
      'readinessProbe: { httpGet: { path: /livez',
      'whether it is ready',
    ],
    ['runAsNonRoot: true', 'runAsNonRoot: false', 'runs as root'],
    ['GracePeriodSeconds: 170', 'GracePeriodSeconds: 30', 'has 30 s to end, needs 170'],
  ])('find that %s became %s', (from, to, complaint) => {
    expect(podComplaints(from, to).join('\n')).toContain(complaint);
  });

  it('follow a route to its pods and find a wrong service, port or selector', () => {
    expect(routingComplaints('service: { name: ws-fanout', 'service: { name: api-gateway')).toEqual(
      ['/ws leads to api-gateway instead of ws-fanout'],
    );
    expect(routingComplaints('service: { name: ws-fanout', 'service: { name: ws')).toEqual([
      '/ws leads to no service',
    ]);
    expect(routingComplaints('ports: [{ name: http', 'ports: [{ name: web')).toHaveLength(2);
    expect(routingComplaints('selector: {', 'selector: { tier: front,')).toHaveLength(2);
  });

  it('find the variables of a pod, both single ones and included ones', () => {
    const { manifests, workloads } = read();
    const [gateway] = workloads;
    expect(gateway && variablesGivenTo(gateway, manifests)).toEqual(['SECRET', 'PORT']);
  });
});
