import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const TEST_CODE = /(^|\/)(bench|conformance|fixtures)\/|\/dist\/(.+\/)?testing\/|\.spec\.\w+$/;
const RELATIVE_IMPORT = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+\.js)['"]/g;

/** Lays out the images of the builds that lie in this working copy, as the Dockerfile does, and looks at their files. */
export function complaintsAboutImages(root: string): string[] {
  const out = mkdtempSync(join(tmpdir(), 'starling-images-'));
  try {
    execFileSync(process.execPath, [join(root, 'docker/lay-out.mjs'), 'built', out]);
    return complaintsAboutFiles(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Names test code, and imports of files that are not there. Paths begin with the name of the image. */
export function complaintsAboutFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    if (TEST_CODE.test(path)) return [`${path} is test code`];
    if (!/\/dist\/.+\.js$/.test(path)) return [];
    return importsOf(join(folder, path))
      .filter((imported) => !existsSync(imported))
      .map((imported) => `${path} imports ${imported.slice(folder.length + 1)}, which is missing`);
  });
}

function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT);
  return [...found].map(([, path = '']) => join(dirname(file), path));
}
