import { canonicalOrigin } from '@starling/contract';

/**
 * `allowed` is the account's list for a request with a token, and that of all accounts together
 * for a preflight, which carries none. The deployment's own origin always passes.
 */
export function isOriginAllowed(
  origin: string,
  allowed: Iterable<string>,
  deploymentUrl: string,
): boolean {
  const asked = canonicalOrigin(origin);
  if (asked === undefined) return false;
  if (asked === originOf(deploymentUrl)) return true;
  for (const candidate of allowed) if (canonicalOrigin(candidate) === asked) return true;
  return false;
}

/** The base URL may have a path; its origin has none. */
const originOf = (url: string): string | undefined =>
  URL.canParse(url) ? canonicalOrigin(new URL(url).origin) : undefined;
