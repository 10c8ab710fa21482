import { CONFIG, LOGGER, type Logger, runInBackground } from '@starling/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type WorkerConfig } from '../config/worker.config.js';

/** A person sees the code for a moment before it is used. */
const LOOK_MS = 1_500;

/**
 * With the local WhatsApp there is no real phone: a virtual phone scans each QR code. Otherwise this class does nothing.
 */
@Injectable()
export class AutoPairing {
  private readonly url: string | undefined;

  constructor(
    @Inject(CONFIG) config: WorkerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.url = config.SANDBOX_URL;
  }

  show(qr: string): void {
    if (this.url === undefined) return;
    const { url } = this;
    setTimeout(
      () => runInBackground('scan with a sandbox phone', this.scan(url, qr)),
      LOOK_MS,
    ).unref();
  }

  /** The code may be used or expired by now; the next one is scanned then. */
  private async scan(url: string, qr: string): Promise<void> {
    try {
      await fetch(`${url}/api/scan`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ qr }),
      });
    } catch (error) {
      this.logger.warn({ err: error }, 'the local WhatsApp did not get a QR code');
    }
  }
}
