/** Where an event goes. `byEvents` puts its name behind the path and before the query, with one slash between. */
export function eventUrl(url: string, byEvents: boolean, event: string): string {
  if (!byEvents) return url;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  return `${path.replace(/\/+$/, '')}/${event}${rest}`;
}
