import { writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  ContractError,
  type HeaderMedia,
  MAX_MEDIA_BYTES,
  type MediaInput,
} from '@starling/contract';
import {
  download,
  FairQueue,
  OutboundError,
  OutboundHttp,
  QueueFullError,
} from '@starling/platform';
import { MediaFiles } from '@starling/storage';
import {
  Converters,
  type FileContent,
  type FileToSend,
  prepareFile,
  UnsupportedFileError,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { type SendContext } from './send-context.js';

const DOWNLOAD_LIMIT_MS = 60_000;
/** Each download may use 100 MiB of disk. */
const DOWNLOADS = { maxRunning: 32, maxRunningPerKey: 8, maxWaitingPerKey: 32 };

type Said = Pick<FileToSend, 'kind'> & Partial<Omit<FileToSend, 'path'>>;

interface Fetched {
  readonly path: string;
  readonly mimeType: string | undefined;
  readonly servedMimeType?: string | undefined;
  readonly fileName: string | undefined;
}

/** Writes the bytes of a file to this machine's disk, from wherever they are, and converts them for WhatsApp. */
@Injectable()
export class OutgoingFiles {
  private readonly downloads = new FairQueue(DOWNLOADS);

  constructor(
    private readonly http: OutboundHttp,
    private readonly media: MediaFiles,
    private readonly converters: Converters,
  ) {}

  /** Fetches and converts a file; it is uploaded when the message is sent. */
  async prepare(context: SendContext, input: MediaInput, said: Said): Promise<FileContent> {
    const fetched = await this.fetch(context, input);
    const file: FileToSend = {
      caption: '',
      isVoice: false,
      durationSeconds: undefined,
      waveform: undefined,
      mentions: context.mentions,
      ...said,
      path: fetched.path,
      mimeType: said.mimeType ?? fetched.mimeType,
      servedMimeType: fetched.servedMimeType,
      fileName: said.fileName ?? fetched.fileName,
    };
    const { tempFiles, signal, lease } = context;
    const { newPath } = tempFiles;
    const { converters } = this;
    const { accountId: account } = lease;
    return prepareFile(file, { newPath, signal, account, converters }).catch((error: unknown) => {
      if (error instanceof QueueFullError) throw new ContractError('TooManyFiles');
      throw error instanceof UnsupportedFileError
        ? new ContractError('UnsupportedMedia', { reason: error.message })
        : error;
    });
  }

  /** The file in the header of a menu. */
  async prepareHeader(
    context: SendContext,
    media: HeaderMedia | undefined,
  ): Promise<FileContent | undefined> {
    return media && this.prepare(context, media.file, { kind: media.kind });
  }

  private async fetch(
    { lease, tempFiles, signal }: SendContext,
    input: MediaInput,
  ): Promise<Fetched> {
    const path = await tempFiles.newPath();
    const nothing = { mimeType: undefined, fileName: undefined };
    switch (input.kind) {
      case 'url':
        return { path, ...(await this.download(lease.accountId, input.url, path, signal)) };
      case 'stored': {
        const bytes = Readable.from(this.media.open(lease.scope, input.mediaId));
        await pipeline(bytes, createWriteStream(path), { signal });
        return { path, ...nothing, mimeType: input.mimeType };
      }
      case 'inline':
        await writeFile(path, Buffer.from(input.base64, 'base64'));
        return { path, ...nothing, mimeType: input.mimeType };
      case 'unreadable':
        throw new ContractError('InvalidBase64Media');
    }
  }

  private async download(account: string, url: string, path: string, signal: AbortSignal) {
    const limits = { timeoutMs: DOWNLOAD_LIMIT_MS, maxBytes: MAX_MEDIA_BYTES, signal };
    try {
      const { mimeType: servedMimeType, fileName } = await this.downloads.run(account, signal, () =>
        download(this.http, url, path, limits),
      );
      return { servedMimeType, fileName, mimeType: undefined };
    } catch (error) {
      if (error instanceof QueueFullError) throw new ContractError('TooManyFiles');
      if (!(error instanceof OutboundError)) throw error;
      if (error.code === 'url_not_allowed') throw new ContractError('MediaUrlNotAllowed');
      throw new ContractError('DownloadMediaFailed', { reason: error.message });
    }
  }
}
