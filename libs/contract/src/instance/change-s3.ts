import { z } from 'zod';
import { judgedBy } from '../fields/verdict.js';
import { operation } from '../operation/operation-builder.js';
import { judgeS3, s3Config, s3Fields } from './s3.js';

export const changeS3 = operation({
  name: 'instance.changeS3',
  summary: 'Set or remove the media storage of an instance',
  method: 'POST',
  path: '/api/instance/s3/:instance',
  body: z.object({ enabled: z.boolean(), ...s3Fields }).transform(judgedBy(judgeS3)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('S3 configuration updated'),
    s3: s3Config,
  }),
  errors: ['ChangeS3Failed'],
  example: {
    body: {
      enabled: true,
      region: 'us-east-1',
      bucket: 'b',
      accessKey: 'AKIAEXAMPLE',
      secretKey: 'secret',
      endpoint: '',
      pathPrefix: 'wa',
    },
    reply: {
      success: true,
      message: 'S3 configuration updated',
      s3: {
        enabled: true,
        region: 'us-east-1',
        bucket: 'b',
        accessKey: 'AKIAEXAMPLE',
        endpoint: '',
        pathPrefix: 'wa',
      },
    },
  },
});
