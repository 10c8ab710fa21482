import { type V1ConfigMap } from '@kubernetes/client-node';
import { type Manifest } from '../kubernetes/manifest.js';
import { containersOf, ofKind, type Workload } from '../kubernetes/workload.js';

/** The names of all variables of the containers of a workload. */
export function variablesGivenTo(workload: Workload, manifests: readonly Manifest[]): string[] {
  const configMaps = ofKind<V1ConfigMap>(manifests, 'ConfigMap');
  return containersOf(workload).flatMap((container) => {
    const named = container.env?.map((variable) => variable.name) ?? [];
    const included = (container.envFrom ?? []).flatMap(({ configMapRef }) => {
      const source = configMaps.find((each) => each.metadata?.name === configMapRef?.name);
      if (!source)
        throw new Error(`${workload.title}: there is no ConfigMap ${configMapRef?.name}`);
      return Object.keys(source.data ?? {});
    });
    return [...named, ...included];
  });
}
