import { OutboundHttp } from '@starling/platform';
import {
  type MediaFile,
  MediaFiles,
  objectKey,
  type S3Access,
  S3Bucket,
  S3Configs,
  type SessionLease,
} from '@starling/storage';
import { type ReceivedFile } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';

/** The buckets that instances have configured. */
@Injectable()
export class Buckets {
  constructor(
    private readonly configs: S3Configs,
    private readonly media: MediaFiles,
    private readonly http: OutboundHttp,
  ) {}

  /** Resolves with the public address of the file; undefined when the bucket was removed meanwhile. */
  async upload(
    { scope, instanceId }: SessionLease,
    instanceName: string,
    file: ReceivedFile,
    { id, sizeBytes }: Pick<MediaFile, 'id' | 'sizeBytes'>,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const access = await this.configs.findAccess(scope, instanceId);
    if (!access) return undefined;
    const bucket = new S3Bucket(access, this.http);
    const key = keyOf(access, instanceName, file);
    const facts = { mimeType: file.mimeType, sizeBytes };
    await bucket.put(key, facts, () => this.media.open(scope, id), signal);
    return bucket.urlOf(key);
  }

  /** Undefined when the bucket does not have the file, or the instance has no bucket. */
  async open(
    { scope, instanceId }: SessionLease,
    instanceName: string,
    file: ReceivedFile,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Buffer> | undefined> {
    const access = await this.configs.findAccess(scope, instanceId);
    if (!access) return undefined;
    return new S3Bucket(access, this.http).open(keyOf(access, instanceName, file), signal);
  }
}

const keyOf = (
  { pathPrefix }: S3Access,
  instanceName: string,
  { messageId, mimeType, fileName, sentAt }: ReceivedFile,
): string => objectKey({ pathPrefix, instanceName, messageId, mimeType, fileName, sentAt });
