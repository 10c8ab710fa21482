/** The file of a message, and all that is needed to download it. */
export interface ReceivedFile {
  readonly messageId: string;
  readonly chatJid: string;
  /** `image`, `ptt` and the like. */
  readonly type: string;
  readonly mimeType: string;
  readonly fileName: string | null;
  /** As the sender claims; null when the message has no size. */
  readonly sizeBytes: number | null;
  readonly sentAt: Date;
  /** The engine's own form of the message: the file can be downloaded from it after a restart. */
  readonly message: Buffer;
}

/** Downloads files of messages over one connection. */
export interface FileDownloads {
  /**
   * Streams the plain bytes. The stream throws when the file is incomplete or was changed. The phone is asked to
   * upload a file again that WhatsApp's servers no longer have. Rejects when there is no file, or with the reason of
   * `signal`.
   */
  open(file: ReceivedFile, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
}
