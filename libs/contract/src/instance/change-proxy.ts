import { z } from 'zod';
import { judgedBy } from '../fields/verdict.js';
import { operation } from '../operation/operation-builder.js';
import { judgeProxy, proxyConfig, proxyFields } from './proxy.js';

export const changeProxy = operation({
  name: 'instance.changeProxy',
  summary: 'Set or remove the proxy of an instance; used from its next connect on',
  method: 'POST',
  path: '/api/instance/proxy/:instance',
  body: z.object({ enabled: z.boolean(), ...proxyFields }).transform(judgedBy(judgeProxy)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Proxy configuration updated successfully'),
    proxy: proxyConfig,
  }),
  errors: [
    'ProxyHostAndPortRequired',
    'InvalidProxyProtocol',
    'ProxyHostNotAllowed',
    'ChangeProxyFailed',
  ],
  example: {
    body: {
      enabled: true,
      host: 'proxy.example.com',
      port: '8080',
      username: 'u',
      password: 'secret',
    },
    reply: {
      success: true,
      message: 'Proxy configuration updated successfully',
      proxy: {
        enabled: true,
        host: 'proxy.example.com',
        port: '8080',
        protocol: 'http',
        username: 'u',
      },
    },
  },
});
