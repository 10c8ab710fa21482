import { type V1Ingress, type V1Service } from '@kubernetes/client-node';
import { type Complaints } from '../runner/report.js';
import { type Manifest } from '../kubernetes/manifest.js';
import { ofKind, type Workload } from '../kubernetes/workload.js';

/** Public paths, and the apps that must answer them. */
const ROUTES = { '/ws': 'ws-fanout', '/': 'api-gateway' } as const;

/** Follows each public path to the pods of its app: ingress → service → selector → pod labels. */
export function complaintsAboutRouting(
  manifests: readonly Manifest[],
  workloads: readonly Workload[],
): Complaints {
  const services = ofKind<V1Service>(manifests, 'Service');
  const paths = ofKind<V1Ingress>(manifests, 'Ingress')
    .flatMap((ingress) => ingress.spec?.rules ?? [])
    .flatMap((rule) => rule.http?.paths ?? []);
  return Object.entries(ROUTES).flatMap(([path, app]) => {
    const backend = paths.find((each) => each.path === path)?.backend.service;
    const service = services.find((each) => each.metadata?.name === backend?.name);
    if (!service) return [`${path} leads to no service`];
    const port = service.spec?.ports?.find((each) => each.name === backend?.port?.name);
    if (!port) return [`${path} leads to a port that ${backend?.name} does not have`];
    const reached = workloads.filter((workload) => isSelected(workload, service));
    const names = reached.map((workload) => workload.component).join(', ');
    return names === app ? [] : [`${path} leads to ${names || 'no pod'} instead of ${app}`];
  });
}

function isSelected({ pod }: Workload, service: V1Service): boolean {
  const wanted = Object.entries(service.spec?.selector ?? {});
  return (
    wanted.length > 0 && wanted.every(([name, value]) => pod.metadata?.labels?.[name] === value)
  );
}
