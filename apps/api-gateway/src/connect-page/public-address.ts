/** The configured base URL without a slash at its end, and the path in it that a proxy in front takes away. */
export function publicAddress(publicUrl: string): { readonly base: string; readonly path: string } {
  const { origin, pathname } = new URL(publicUrl);
  const path = pathname.replace(/\/+$/, '');
  return { base: `${origin}${path}`, path };
}
