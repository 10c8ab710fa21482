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
import { download, OutboundError, OutboundHttp } from '@starling/platform';
import { MediaFiles } from '@starling/storage';
import {
  type FileToSend,
  type MenuHeaderMedia,
  type Outgoing,
  prepareFile,
  UnsupportedFileError,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { type Sender } from './outgoing-messages.js';

const DOWNLOAD_LIMIT_MS = 60_000;

type Said = Pick<FileToSend, 'kind'> & Partial<Omit<FileToSend, 'path'>>;

interface Fetched {
  readonly path: string;
  readonly mimeType: string | undefined;
  readonly servedMimeType?: string | undefined;
  readonly fileName: string | undefined;
}

/** Brings the bytes of a file to this machine's disk, wherever they are, and makes of them what WhatsApp takes. */
@Injectable()
export class OutgoingFiles {
  constructor(
    private readonly http: OutboundHttp,
    private readonly media: MediaFiles,
  ) {}

  /** What is uploaded when the message is sent. */
  async content(sender: Sender, input: MediaInput, said: Said): Promise<Outgoing['content']> {
    const fetched = await this.fetch(sender, input);
    const file: FileToSend = {
      ...{ caption: '', isVoice: false, durationSeconds: undefined, waveform: undefined },
      ...{ mentions: sender.mentions },
      ...said,
      path: fetched.path,
      mimeType: said.mimeType ?? fetched.mimeType,
      servedMimeType: fetched.servedMimeType,
      fileName: said.fileName ?? fetched.fileName,
    };
    const { scratch, signal } = sender;
    return prepareFile(file, { newPath: scratch.newPath, signal }).catch((error: unknown) => {
      throw error instanceof UnsupportedFileError
        ? new ContractError('UnsupportedMedia', { reason: error.message })
        : error;
    });
  }

  /** Menus carry a file that was uploaded before. */
  async uploadHeader(
    sender: Sender,
    media: HeaderMedia | undefined,
  ): Promise<MenuHeaderMedia | undefined> {
    if (!media) return undefined;
    const content = await this.content(sender, media.file, { kind: media.kind });
    return sender.socket.messages.upload(content, sender.jid);
  }

  private async fetch({ lease, scratch, signal }: Sender, input: MediaInput): Promise<Fetched> {
    const path = await scratch.newPath();
    const nothing = { mimeType: undefined, fileName: undefined };
    switch (input.kind) {
      case 'url':
        return { path, ...(await this.download(input.url, path, signal)) };
      case 'stored': {
        const bytes = Readable.from(this.media.open(lease.scope, input.mediaId));
        await pipeline(bytes, createWriteStream(path));
        return { path, ...nothing, mimeType: input.mimeType };
      }
      case 'inline':
        await writeFile(path, Buffer.from(input.base64, 'base64'));
        return { path, ...nothing, mimeType: input.mimeType };
      case 'unreadable':
        throw new ContractError('InvalidBase64Media');
    }
  }

  private async download(url: string, path: string, signal: AbortSignal) {
    const limits = { timeoutMs: DOWNLOAD_LIMIT_MS, maxBytes: MAX_MEDIA_BYTES, signal };
    try {
      const { mimeType: servedMimeType, fileName } = await download(this.http, url, path, limits);
      return { servedMimeType, fileName, mimeType: undefined };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      if (error.code === 'url_not_allowed') throw new ContractError('MediaUrlNotAllowed');
      throw new ContractError('DownloadMediaFailed', { reason: error.message });
    }
  }
}
