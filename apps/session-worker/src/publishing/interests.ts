import { CONFIG, LOGGER, type Logger } from '@starling/platform';
import { Accounts, DurableInterests, Instances, type SessionLease } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type WorkerConfig } from '../config/worker.config.js';
import { Interest } from './interest.js';

/** Read once for each session and again after changes: every event asks for it, so it is answered from memory. */
@Injectable()
export class Interests {
  private readonly known = new Map<string, Interest>();
  /** The newest read of each instance. An older one that ends later must not replace what the newer one found. */
  private readonly newestRead = new Map<string, symbol>();
  private readonly baseUrl: string;

  constructor(
    private readonly instances: Instances,
    private readonly durableInterests: DurableInterests,
    private readonly accounts: Accounts,
    @Inject(CONFIG) config: WorkerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.baseUrl = config.PUBLIC_URL;
  }

  find({ instanceId }: SessionLease): Interest | undefined {
    return this.known.get(instanceId);
  }

  async load(lease: SessionLease): Promise<void> {
    const { scope, instanceId, accountId } = lease;
    const read = Symbol(instanceId);
    this.newestRead.set(instanceId, read);
    const [instance, durable, account] = await Promise.all([
      this.instances.findWithConfiguration(scope, instanceId),
      this.durableInterests.list(scope, instanceId),
      this.accounts.find({ kind: 'id', id: accountId }),
    ]);
    if (!instance || this.newestRead.get(instanceId) !== read) return;
    const { name, token, websocket, s3 } = instance;
    const socketBase64 = websocket !== null && websocket.enabled && websocket.mediaBase64;
    const files = { socketBase64, bucket: s3.enabled };
    const keepSeconds = account?.eventRetentionSeconds ?? 0;
    const instanceData = { baseUrl: this.baseUrl, instance: name, token };
    this.known.set(instanceId, new Interest(instanceData, durable, keepSeconds, files));
  }

  /** The former interest applies until the new one is read. */
  reload(lease: SessionLease): void {
    if (!this.known.has(lease.instanceId)) return;
    this.load(lease).catch((error: unknown) => {
      this.logger.warn({ err: error, instance: lease.instanceId }, 'interest was not read again');
    });
  }

  drop({ instanceId }: SessionLease): void {
    this.known.delete(instanceId);
    this.newestRead.delete(instanceId);
  }
}
