import { runInBackground } from '@starling/platform';
import { type ControlMessage, ControlMessages } from '@starling/broker';
import { type AccountId, StorageError, TenantCallers, WebsocketConfigs } from '@starling/storage';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CLOSE } from '../clients/close-code.js';
import { Hub } from '../clients/hub.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { ClientJudge } from './client-judge.js';

/** A change whose message got lost takes effect after this time at the latest. */
const SWEEP_EVERY_MS = 300_000;

/** Applies changes of records to open sockets: new filters hold at once, and clients that lost their permission are closed. */
@Injectable()
export class FollowChanges implements OnModuleDestroy {
  private readonly logger = new Logger(FollowChanges.name);
  private readonly sweeps = setInterval(
    () => runInBackground('review all clients', this.sweep()),
    SWEEP_EVERY_MS,
  ).unref();
  private isSweeping = false;
  /** Grows with every change, so that a client that was admitted meanwhile is judged once more. */
  changeCount = 0;

  constructor(
    control: ControlMessages,
    private readonly hub: Hub,
    private readonly judge: ClientJudge,
    private readonly callers: TenantCallers,
    private readonly configs: WebsocketConfigs,
  ) {
    control.on((message) => this.follow(message));
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeps);
  }

  /** Applies whatever changed for an instance. Never rejects: the next sweep tries again. */
  async review(instance: InstanceClients): Promise<void> {
    try {
      const config = await this.configs.find(instance.scope, instance.id);
      if (config) await this.hub.reconfigure(instance, config);
      await this.judge.judge(instance.clients, instance.id);
    } catch (error) {
      if (error instanceof StorageError && error.code === 'InstanceNotFound') closeAll(instance);
      else this.logger.warn(`The clients of an instance were not reviewed: ${String(error)}`);
    }
  }

  private follow(message: ControlMessage): void {
    this.changeCount += 1;
    if (message.about === 'account') {
      this.callers.forgetAccount(message.accountId as AccountId);
      for (const instance of this.hub.all()) {
        if (instance.scope.accountId === message.accountId)
          runInBackground('review the clients of an instance', this.review(instance));
      }
      return;
    }
    const instance = this.hub.find(message.instanceId);
    if (!instance) return;
    this.callers.forgetAccount(instance.scope.accountId);
    if (message.change === 'deleted') closeAll(instance);
    else runInBackground('review the clients of an instance', this.review(instance));
  }

  /** Reviews instances one after another: it is not urgent, and the database has other work. */
  private async sweep(): Promise<void> {
    if (this.isSweeping) return;
    this.isSweeping = true;
    for (const instance of [...this.hub.all()]) await this.review(instance);
    this.isSweeping = false;
  }
}

function closeAll({ clients }: InstanceClients): void {
  for (const client of clients) client.close(CLOSE.deleted);
}
