import { fileURLToPath } from 'node:url';

/** The Prisma command line, with which the throwaway databases of benchmarks are migrated. */
export const PRISMA_SCRIPT = fileURLToPath(new URL('../../../bin/prisma.mjs', import.meta.url));
