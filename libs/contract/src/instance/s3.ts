import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { broken, kept, type Verdict } from '../fields/verdict.js';

const text = z.string().nullable();

/** The configuration in the answer to a change. All fields are null when it is off. */
export const s3Config = z.strictObject({
  enabled: z.boolean(),
  region: text,
  bucket: text,
  accessKey: text,
  endpoint: text,
  pathPrefix: text,
});
export type S3Config = z.infer<typeof s3Config>;

/** The configuration in the answer to a read. It has a `secretKey`, which is always null. */
export const s3ConfigWithSecret = z.strictObject({
  enabled: z.boolean(),
  region: text,
  bucket: text,
  accessKey: text,
  secretKey: z.null(),
  endpoint: text,
  pathPrefix: text,
});
export type S3ConfigWithSecret = z.infer<typeof s3ConfigWithSecret>;

export const NO_S3: S3ConfigWithSecret = {
  enabled: false,
  region: null,
  bucket: null,
  accessKey: null,
  secretKey: null,
  endpoint: null,
  pathPrefix: null,
};

/** The change to store. `off` deletes all values. */
export type S3Change =
  | { readonly enabled: false }
  | {
      readonly enabled: true;
      readonly region: string;
      readonly bucket: string;
      readonly accessKey: string;
      readonly secretKey: string;
      readonly endpoint: string | null;
      readonly pathPrefix: string | null;
    };

export const s3Fields = {
  region: optional(z.string()).describe('Required when enabled'),
  bucket: optional(z.string()).describe('Must exist; required when enabled'),
  accessKey: optional(z.string()).describe('Required when enabled'),
  secretKey: optional(z.string()).describe('No answer contains it; required when enabled'),
  endpoint: optional(z.string()).describe('Absent or empty: AWS'),
  pathPrefix: optional(z.string()),
};

export interface S3Request {
  readonly enabled: boolean;
  readonly region: string | undefined;
  readonly bucket: string | undefined;
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
  readonly endpoint: string | undefined;
  readonly pathPrefix: string | undefined;
}

/** No earlier value is kept: a request that enables S3 has to send all four fields. */
export function judgeS3(request: S3Request): Verdict<S3Change> {
  if (!request.enabled) return kept({ enabled: false });
  const { region, bucket, accessKey, secretKey, endpoint, pathPrefix } = request;
  if (!region?.trim() || !bucket?.trim() || !accessKey?.trim() || !secretKey?.trim()) {
    return broken('InvalidRequestBody');
  }
  return kept({
    enabled: true,
    region,
    bucket,
    accessKey,
    secretKey,
    endpoint: endpoint ?? null,
    pathPrefix: pathPrefix ?? null,
  });
}
