/**
 * Returns the origin as browsers send it: scheme and host in lower case, no default port, no path.
 * Returns undefined for any other text, the opaque origin `null` included.
 */
export function canonicalOrigin(text: string): string | undefined {
  const isOrigin = /^https?:\/\/[^/?#@\\\s*]+\/?$/i.test(text) && URL.canParse(text);
  return isOrigin ? new URL(text).origin : undefined;
}
