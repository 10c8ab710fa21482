import { z } from 'zod';
import { numericString, optional } from '../fields/leniency.js';
import { broken, kept, type Verdict } from '../fields/verdict.js';

export const PROXY_PROTOCOLS = ['http', 'https', 'socks5'] as const;
export type ProxyProtocol = (typeof PROXY_PROTOCOLS)[number];

/** A proxy in answers, without its password. All fields are null when it is off. */
export const proxyConfig = z.strictObject({
  enabled: z.boolean(),
  host: z.string().nullable(),
  port: z.string().nullable(),
  protocol: z.enum(PROXY_PROTOCOLS).nullable(),
  username: z.string().nullable(),
});
export type ProxyConfig = z.infer<typeof proxyConfig>;

export const NO_PROXY: ProxyConfig = {
  enabled: false,
  host: null,
  port: null,
  protocol: null,
  username: null,
};

/** The change to store. `off` deletes all values. */
export type ProxyChange =
  | { readonly enabled: false }
  | {
      readonly enabled: true;
      readonly host: string;
      readonly port: string;
      readonly protocol: ProxyProtocol;
      readonly username: string | null;
      readonly password: PasswordChange;
    };

/** No answer contains the password, so a request without it keeps the stored one. */
export type PasswordChange =
  | { readonly kind: 'keep' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'set'; readonly password: string };

export const proxyFields = {
  host: optional(z.string()).describe('Required when enabled'),
  port: optional(numericString).describe('1 to 65535; required when enabled'),
  protocol: optional(z.string().meta({ enum: PROXY_PROTOCOLS, default: 'http' })),
  username: optional(z.string()),
  password: optional(z.string()).describe('Absent keeps the stored one, empty removes it'),
};

export interface ProxyRequest {
  readonly enabled: boolean;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly protocol: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

export function judgeProxy(request: ProxyRequest): Verdict<ProxyChange> {
  if (!request.enabled) return kept({ enabled: false });
  const host = request.host?.trim();
  const port = request.port?.trim();
  const protocol = request.protocol ?? 'http';
  if (!host || !port) return broken('ProxyHostAndPortRequired');
  if (!isPort(port)) return broken('InvalidRequestBody');
  if (!isProxyProtocol(protocol)) return broken('InvalidProxyProtocol');
  return kept({
    enabled: true,
    host,
    port: String(Number(port)),
    protocol,
    username: request.username ?? null,
    password: passwordChange(request.password),
  });
}

const isPort = (text: string): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

const isProxyProtocol = (text: string): text is ProxyProtocol =>
  (PROXY_PROTOCOLS as readonly string[]).includes(text);

function passwordChange(sent: string | undefined): PasswordChange {
  if (sent === undefined) return { kind: 'keep' };
  return sent === '' ? { kind: 'remove' } : { kind: 'set', password: sent };
}
