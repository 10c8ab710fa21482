import { OutboundHttp } from '@starling/platform';
import {
  type MediaFile,
  MediaFiles,
  objectKey,
  S3Bucket,
  S3Configs,
  type SessionLease,
} from '@starling/storage';
import { type ReceivedFile } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';

/** The buckets of those instances that have one. */
@Injectable()
export class Buckets {
  constructor(
    private readonly configs: S3Configs,
    private readonly media: MediaFiles,
    private readonly http: OutboundHttp,
  ) {}

  /** Where everybody can read the file once it is there; undefined when the bucket was taken away meanwhile. */
  async upload(
    { scope, instanceId }: SessionLease,
    instanceName: string,
    { messageId, mimeType, fileName, sentAt }: ReceivedFile,
    { id, sizeBytes }: Pick<MediaFile, 'id' | 'sizeBytes'>,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const access = await this.configs.findAccess(scope, instanceId);
    if (!access) return undefined;
    const bucket = new S3Bucket(access, this.http);
    const { pathPrefix } = access;
    const key = objectKey({ pathPrefix, instanceName, messageId, mimeType, fileName, sentAt });
    await bucket.put(key, { mimeType, sizeBytes }, () => this.media.open(scope, id), signal);
    return bucket.urlOf(key);
  }
}
