import { type Agent } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';

export interface Proxy {
  readonly protocol: 'http' | 'https' | 'socks5';
  readonly host: string;
  readonly port: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** Names are resolved by the proxy: it may see hosts that we do not. */
export function proxyAgent(proxy: Proxy): Agent {
  const { host, port, username, password } = proxy;
  const scheme = proxy.protocol === 'socks5' ? 'socks5h' : proxy.protocol;
  const url = new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`);
  if (username) url.username = encodeURIComponent(username);
  if (password) url.password = encodeURIComponent(password);
  return (proxy.protocol === 'socks5'
    ? new SocksProxyAgent(url)
    : new HttpsProxyAgent(url)) as unknown as Agent;
}
