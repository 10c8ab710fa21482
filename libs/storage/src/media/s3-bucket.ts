import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { OutboundError, type OutboundHttp } from '@starling/platform';
import { type S3Access } from '../configuration/s3-configs.js';
import { addressOf, type BucketRequest, guardedHandler } from './guarded-handler.js';

export interface ObjectFacts {
  readonly mimeType: string;
  readonly sizeBytes: number;
}

/** A stream cannot be rewound, so another try needs another one. */
const TRIES = 3;
/** As long as such an address can live at most. */
const URL_VALID_SECONDS = 7 * 24 * 60 * 60;

const silence = () => undefined;
/** The client would log to the console what its error says anyway. */
const QUIET = { trace: silence, debug: silence, info: silence, warn: silence, error: silence };

interface Presigner {
  presign(request: BucketRequest, options: { readonly expiresIn: number }): Promise<BucketRequest>;
}

/** The bucket of one instance, wherever its owner keeps it. */
export class S3Bucket {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ region, bucket, accessKey, secretKey, endpoint }: S3Access, http: OutboundHttp) {
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      requestHandler: guardedHandler(http),
      maxAttempts: 1,
      logger: QUIET,
      // Others than AWS do not know its trailing checksums, and have no host name for each bucket.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint && { endpoint, forcePathStyle: true }),
    });
  }

  /** Streamed, with a fresh stream for each try. Rejects when the bucket did not take it. */
  async put(
    key: string,
    { mimeType, sizeBytes }: ObjectFacts,
    bytes: () => AsyncIterable<Buffer>,
    signal?: AbortSignal,
  ): Promise<void> {
    const object: Omit<PutObjectCommandInput, 'Body'> = {
      Bucket: this.bucket,
      Key: key,
      ContentLength: sizeBytes,
      ...(mimeType && { ContentType: mimeType }),
    };
    for (let tried = 1; ; tried += 1) {
      const body = Readable.from(bytes(), { objectMode: false });
      try {
        const command = new PutObjectCommand({ ...object, Body: body });
        await this.client.send(command, { ...(signal && { abortSignal: signal }) });
        return;
      } catch (error) {
        if (tried === TRIES || signal?.aborted || !mayPass(error)) throw error;
      } finally {
        body.destroy();
      }
    }
  }

  /** Undefined when there is no such object. Its bytes end with the signal; their number is the bucket's to choose. */
  async open(key: string, signal?: AbortSignal): Promise<AsyncIterable<Buffer> | undefined> {
    try {
      const { Body } = await this.client.send(
        new GetObjectCommand({ Bucket: this.bucket, Key: key }),
        { ...(signal && { abortSignal: signal }) },
      );
      return Body as unknown as AsyncIterable<Buffer>;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  /** An address to read the object without credentials for seven days. It is not checked that the object exists. */
  async urlOf(key: string): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.bucket, Key: key });
    let address = '';
    command.middlewareStack.add(
      () => async (args) => {
        address = await this.presign(args.request as BucketRequest);
        return { output: { $metadata: {} }, response: {} };
      },
      { name: 'presign', step: 'finalizeRequest', priority: 'high' },
    );
    await this.client.send(command);
    return address;
  }

  /** Signs nothing but the address: who reads there sends headers of his own. */
  private async presign(request: BucketRequest): Promise<string> {
    const signer = await (this.client.config.signer as unknown as () => Promise<Presigner>)();
    const headers = {
      host: request.headers['host'] ?? '',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    };
    const signed = await signer.presign(
      { ...request, query: {}, headers },
      { expiresIn: URL_VALID_SECONDS },
    );
    return addressOf(signed);
  }
}

/** What the bucket refuses it refuses again; what the network or the server lost may come through. */
function mayPass(error: unknown): boolean {
  if (error instanceof OutboundError && error.code === 'url_not_allowed') return false;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  return status === undefined || status === 429 || status >= 500;
}
