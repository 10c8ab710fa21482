import { type ClientRequest } from 'node:http';
import { type Agent } from 'node:https';
import { type LookupFunction, type Socket } from 'node:net';
import { type AddressGuard, canonicalHost, OutboundError } from '@starling/platform';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { type Proxy } from '../../port/proxy.js';
import { DialError } from '../../port/unreachable.js';

/** From the dial to the proxy's answer that the tunnel is open. */
const TUNNEL_LIMIT_MS = 10_000;
const HTTP_OK = 200;

type DialOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];
type Dial = (
  request: ClientRequest,
  options: DialOptions,
  lookup: LookupFunction,
) => Promise<Socket>;

/**
 * Connects through a customer's proxy. The address is judged at each dial. Every failure before the proxy has
 * connected us is reported as one reason, `proxy failed`: reasons of their own for refused, silent and strange answers
 * would let a customer find out which ports are open on machines that we can reach. Names of the destination are resolved by the
 * proxy: it may see hosts that we do not.
 */
export function proxyAgent(proxy: Proxy, guard: AddressGuard): Agent {
  const host = canonicalHost(proxy.host);
  if (host === undefined) throw new DialError('proxy failed');
  const target: Proxy = { ...proxy, host };
  const dial = proxy.protocol === 'socks5' ? socksDial(target) : httpDial(target);
  const agent = new HttpsProxyAgent(proxyUrl(target));
  agent.connect = async (request, options) => {
    if (guard.isRefused(host)) throw new DialError('proxy address not allowed');
    const noted = new NotedLookup(guard);
    try {
      return await dial(request, options, noted.lookup);
    } catch (cause) {
      const reason = noted.wasRefused ? 'proxy address not allowed' : 'proxy failed';
      throw new DialError(reason, { cause });
    }
  };
  return agent;
}

/** One agent for each dial, because the limit of one must not end the connection of another. */
function httpDial(proxy: Proxy): Dial {
  return async (request, options, lookup) => {
    const giveUp = new AbortController();
    const limit = setTimeout(() => giveUp.abort(), TUNNEL_LIMIT_MS);
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => (status = statusCode));
    try {
      const opts = { lookup, signal: giveUp.signal };
      const socket = await new HttpsProxyAgent(proxyUrl(proxy), opts).connect(request, options);
      if (status === HTTP_OK) return socket;
      socket.destroy();
      throw new Error(`the proxy answered ${status}`);
    } finally {
      clearTimeout(limit);
    }
  };
}

function socksDial(proxy: Proxy): Dial {
  return async (request, options, lookup) => {
    const agent = new SocksProxyAgent(proxyUrl(proxy), { socketOptions: { lookup } });
    // A URL gives IPv6 addresses in brackets, which resolvers do not accept.
    agent.proxy.host = proxy.host;
    agent.timeout = TUNNEL_LIMIT_MS;
    let tunnel: Socket | undefined;
    request.once('proxy', ({ socket }: { socket: Socket }) => (tunnel = socket));
    const socket = await agent.connect(request, options);
    // The agent would use the limit of the tunnel as a limit for silence, too.
    tunnel?.setTimeout(0);
    return socket;
  };
}

function proxyUrl({ protocol, host, port, username, password }: Proxy): URL {
  const scheme = protocol === 'socks5' ? 'socks5h' : protocol;
  const url = new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`);
  if (username) url.username = encodeURIComponent(username);
  if (password) url.password = encodeURIComponent(password);
  return url;
}

/** Libraries in between wrap the error of a look-up, or keep its text alone: its refusal is noted here. */
class NotedLookup {
  wasRefused = false;
  readonly lookup: LookupFunction;

  constructor(guard: AddressGuard) {
    this.lookup = (hostname, options, callback) =>
      guard.lookup(hostname, options, (error, address, family) => {
        this.wasRefused ||= error instanceof OutboundError && error.code === 'url_not_allowed';
        callback(error, address, family);
      });
  }
}
