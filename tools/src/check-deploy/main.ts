import { fileURLToPath } from 'node:url';
import { checkChart } from './check-chart.js';
import { cacheDirectory } from './check-deploy.config.js';
import { checkDocker } from './check-docker.js';
import { findHelm } from './helm/find-helm.js';
import { Report } from './runner/report.js';

/*
 * Checks images, compose file and chart as far as this is possible without an engine and a cluster. It does not check
 * that the images build, and that a cluster accepts and runs the result.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const report = new Report((line) => console.log(line));

await checkDocker(root, report);
const helm = await findHelm(cacheDirectory());
if ('path' in helm) await checkChart(root, helm.path, report);
else {
  report.skip(
    'chart: lint, rendering, fit with the Kubernetes API, rules for pods and routes',
    `there is no Helm: ${helm.missing}`,
  );
}
console.log(report.summary());
process.exitCode = report.hasFailures ? 1 : 0;
