import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { proxyConfig } from './proxy.js';

export const readProxy = operation({
  name: 'instance.readProxy',
  summary: 'Read the proxy of an instance',
  method: 'GET',
  path: '/api/instance/getProxy/:instance',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Proxy configuration retrieved successfully'),
    proxy: proxyConfig,
  }),
  errors: ['ReadProxyFailed'],
  example: {
    reply: {
      success: true,
      message: 'Proxy configuration retrieved successfully',
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
