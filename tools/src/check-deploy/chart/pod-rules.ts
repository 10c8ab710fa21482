import { type V1Container } from '@kubernetes/client-node';
import { type Complaints } from '../runner/report.js';
import { minGraceSeconds } from './grace-periods.js';
import { containersOf, type Workload } from '../kubernetes/workload.js';

/** Rules of this project that Kubernetes does not enforce: pods need probes, resources and restrictions. */
export function complaintsAboutPods(workloads: readonly Workload[]): Complaints {
  return workloads.flatMap((workload) => [
    ...complaintsAboutPod(workload),
    ...containersOf(workload).flatMap((container) => complaintsAboutContainer(container, workload)),
  ]);
}

function complaintsAboutPod({ title, component, pod }: Workload): string[] {
  const spec = pod.spec;
  const grace = spec?.terminationGracePeriodSeconds ?? 30;
  const minSeconds = minGraceSeconds(component);
  return failing({
    [`${title}: runs as root`]: spec?.securityContext?.runAsNonRoot === true,
    [`${title}: has no seccomp profile`]:
      spec?.securityContext?.seccompProfile?.type === 'RuntimeDefault',
    [`${title}: is given a service account token`]: spec?.automountServiceAccountToken === false,
    [`${title}: has ${grace} s to end, needs ${minSeconds}`]: grace >= minSeconds,
  });
}

function complaintsAboutContainer(container: V1Container, { title, kind }: Workload): string[] {
  const { resources, securityContext, volumeMounts } = container;
  const rules: Record<string, boolean> = {
    'requests no cpu': resources?.requests?.['cpu'] !== undefined,
    'requests no memory': resources?.requests?.['memory'] !== undefined,
    'has no memory limit': resources?.limits?.['memory'] !== undefined,
    'may write to its root filesystem': securityContext?.readOnlyRootFilesystem === true,
    'has no /tmp': volumeMounts?.some((mount) => mount.mountPath === '/tmp') === true,
    'may gain rights': securityContext?.allowPrivilegeEscalation === false,
    'keeps capabilities': securityContext?.capabilities?.drop?.includes('ALL') === true,
  };
  if (kind === 'Deployment') {
    rules['has no startup probe'] = container.startupProbe !== undefined;
    rules['asks something else than /livez whether it lives'] =
      container.livenessProbe?.httpGet?.path === '/livez';
    rules['asks something else than /readyz whether it is ready'] =
      container.readinessProbe?.httpGet?.path === '/readyz';
  }
  return failing(rules).map((complaint) => `${title}: ${container.name} ${complaint}`);
}

const failing = (rules: Readonly<Record<string, boolean>>): string[] =>
  Object.keys(rules).filter((complaint) => !rules[complaint]);
