/** WhatsApp, or this machine, can do nothing with the file. The message is fit to be shown to the caller. */
export class UnsupportedFileError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnsupportedFileError';
  }
}
