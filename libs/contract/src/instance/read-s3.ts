import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { s3ConfigWithSecret } from './s3.js';

export const readS3 = operation({
  name: 'instance.readS3',
  summary: 'Read the media storage of an instance',
  method: 'GET',
  path: '/api/instance/getS3/:instance',
  reply: z.strictObject({ success: z.literal(true), s3: s3ConfigWithSecret }),
  errors: ['ReadS3Failed'],
  example: {
    reply: {
      success: true,
      s3: {
        enabled: true,
        region: 'us-east-1',
        bucket: 'b',
        accessKey: 'AKIAEXAMPLE',
        secretKey: null,
        endpoint: '',
        pathPrefix: 'wa',
      },
    },
  },
});
