import { EventEmitter, once } from 'node:events';
import { type SessionLease } from '@starling/storage';
import { type FileDownloads } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';

/** The connections through which files are downloaded. Callers wait for a session that is not connected yet. */
@Injectable()
export class Downloads {
  private readonly known = new Map<string, FileDownloads>();
  private readonly arrivals = new EventEmitter().setMaxListeners(0);

  introduce({ instanceId }: SessionLease, downloads: FileDownloads): void {
    this.known.set(instanceId, downloads);
    this.arrivals.emit(instanceId, downloads);
  }

  /** Rejects when the signal aborts. */
  async of({ instanceId }: SessionLease, signal: AbortSignal): Promise<FileDownloads> {
    const known = this.known.get(instanceId);
    if (known) return known;
    const [arrived] = (await once(this.arrivals, instanceId, { signal })) as [FileDownloads];
    return arrived;
  }

  forget({ instanceId }: SessionLease): void {
    this.known.delete(instanceId);
  }
}
