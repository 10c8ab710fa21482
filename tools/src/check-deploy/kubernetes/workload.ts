import { type V1Container, type V1PodTemplateSpec } from '@kubernetes/client-node';
import { type Manifest, titleOf } from './manifest.js';

/** A manifest that runs pods. */
export interface Workload {
  readonly title: string;
  readonly kind: string;
  /** The app, or `migrate`. */
  readonly component: string;
  readonly pod: V1PodTemplateSpec;
}

const COMPONENT = 'app.kubernetes.io/component';

export function workloadsIn(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const pod = (manifest['spec'] as { template?: V1PodTemplateSpec } | undefined)?.template;
    if (!pod) return [];
    const component = pod.metadata?.labels?.[COMPONENT] ?? '';
    return [{ title: titleOf(manifest), kind: manifest.kind, component, pod }];
  });
}

export const containersOf = ({ pod }: Workload): V1Container[] => [
  ...(pod.spec?.initContainers ?? []),
  ...(pod.spec?.containers ?? []),
];

export const ofKind = <Kind>(manifests: readonly Manifest[], kind: string): Kind[] =>
  manifests.filter((manifest) => manifest.kind === kind) as unknown as Kind[];
