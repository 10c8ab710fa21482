import { join } from 'node:path';
import { variablesGivenTo } from './chart/given-variables.js';
import { complaintsAboutPods } from './chart/pod-rules.js';
import { complaintsAboutRouting } from './chart/routing-rules.js';
import { readDockerfile } from './check-docker.js';
import { Chart } from './helm/chart.js';
import { type Manifest, titleOf } from './kubernetes/manifest.js';
import { complaintsAbout } from './kubernetes/strict-check.js';
import { containersOf, type Workload, workloadsIn } from './kubernetes/workload.js';
import { type Complaints, type Report } from './runner/report.js';
import { variablesKnownTo } from './variables/known-variables.js';
import { complaintsAboutVariables } from './variables/variable-rules.js';

const VALUES = ['minimal', 'all-on'] as const;

/** Checks the rendered chart, with the required values alone and with all values. */
export async function checkChart(root: string, helm: string, report: Report): Promise<void> {
  const directory = join(root, 'deploy/starling');
  const chart = new Chart(helm, directory);
  const minimal = join(directory, 'ci/minimal-values.yaml');

  for (const name of VALUES) {
    const file = join(directory, `ci/${name}-values.yaml`);
    await report.check(`chart (${name}): helm lint`, () => chart.lint(file));
    let manifests: Manifest[] = [];
    await report.check(`chart (${name}): helm template`, async () => {
      manifests = await chart.render(file);
      return manifests.length > 0 ? [] : ['Nothing was rendered'];
    });
    await checkManifests(`chart (${name})`, manifests, root, report);
    if (name !== 'all-on') continue;
    await report.check('chart (all-on): /ws leads to ws-fanout, the rest to the gateway', () =>
      complaintsAboutRouting(manifests, workloadsIn(manifests)),
    );
  }
  await report.check('chart: without values it says what it needs', async () =>
    refusedFor(await chart.refusal(), 'is required'),
  );
  await report.check('chart: a misspelt value is refused', async () =>
    refusedFor(
      await chart.refusal('--values', minimal, '--set', 'apps.api-gateway.replcas=2'),
      'replcas',
    ),
  );
}

async function checkManifests(
  title: string,
  manifests: readonly Manifest[],
  root: string,
  report: Report,
): Promise<void> {
  // The check before this one has reported why there are no manifests.
  if (manifests.length === 0) return;
  const workloads = workloadsIn(manifests);
  await report.check(`${title}: ${manifests.length} manifests fit the Kubernetes API`, () =>
    manifests.flatMap(complaintsAbout),
  );
  await report.check(`${title}: a misspelt field would be found`, () =>
    manifests
      .filter((manifest) => complaintsAbout({ ...manifest, sepc: {} }).length === 0)
      .map((manifest) => `${titleOf(manifest)} may have any field`),
  );
  await report.check(`${title}: pods are probed, sized and restricted`, () =>
    complaintsAboutPods(workloads),
  );
  await report.check(`${title}: every image is a target of the Dockerfile`, () =>
    complaintsAboutImages(workloads, readDockerfile(root).stages),
  );
  await report.check(`${title}: every app knows the variables it is given`, () =>
    workloads
      .filter((workload) => workload.kind === 'Deployment')
      .flatMap((workload) => {
        const given = variablesGivenTo(workload, manifests);
        const { component } = workload;
        return complaintsAboutVariables(component, given, variablesKnownTo(component, root));
      }),
  );
}

function complaintsAboutImages(
  workloads: readonly Workload[],
  targets: ReadonlySet<string>,
): Complaints {
  return workloads
    .flatMap(containersOf)
    .map((container) => /([^/]+):[^:/]+$/.exec(container.image ?? '')?.[1] ?? '')
    .filter((image) => !targets.has(image))
    .map((image) => `There is no target for the image ${image}`);
}

function refusedFor(refusal: string | undefined, reason: string): Complaints {
  if (refusal === undefined) return ['It was rendered all the same'];
  return refusal.includes(reason) ? [] : [`It was refused for another reason: ${refusal}`];
}
