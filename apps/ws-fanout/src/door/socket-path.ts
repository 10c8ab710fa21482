import { canonicalName } from '@starling/contract';

const SOCKETS = '/ws';

export interface SocketPath {
  /** Empty when it is blank or missing. */
  readonly instanceName: string;
  readonly queryToken: string | undefined;
  /** As it was sent. */
  readonly since: string | undefined;
}

/** Undefined when no route has this path. */
export function parseSocketPath(url: string): SocketPath | undefined {
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  if (path !== SOCKETS && !path.startsWith(`${SOCKETS}/`)) return undefined;
  const name = path.slice(SOCKETS.length + 1).replace(/\/$/, '');
  if (name.includes('/')) return undefined;
  const query = new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt));
  try {
    return {
      instanceName: canonicalName(decodeURIComponent(name)),
      queryToken: query.get('token')?.trim() || undefined,
      since: query.get('since')?.trim() || undefined,
    };
  } catch {
    // A name that cannot be decoded belongs to no instance.
    return undefined;
  }
}
