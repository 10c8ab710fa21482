import { type WebhookTarget } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { AccountShare } from './account-share.js';
import { Endpoint } from './endpoint.js';

const SWEEP_ABOVE = 10_000;

@Injectable()
export class Endpoints {
  private readonly known = new Map<string, Endpoint>();
  private readonly shares = new Map<string, AccountShare>();
  /** A target is asked for with every event, and lives for seconds; reading its url is dear. */
  private readonly ofTarget = new WeakMap<WebhookTarget, Endpoint>();

  /** Deliveries whose first attempt waits or is under way. */
  get inLine(): number {
    let sum = 0;
    for (const { length } of this.known.values()) sum += length;
    return sum;
  }

  of(target: WebhookTarget): Endpoint {
    const found = this.ofTarget.get(target);
    if (found) return found;
    const endpoint = this.at(target);
    this.ofTarget.set(target, endpoint);
    return endpoint;
  }

  private at({ accountId, url }: WebhookTarget): Endpoint {
    const key = `${accountId} ${URL.canParse(url) ? new URL(url).origin : url}`;
    const found = this.known.get(key);
    if (found) return found;
    if (this.known.size >= SWEEP_ABOVE) this.forgetIdle();
    const endpoint = new Endpoint(this.shareOf(accountId));
    this.known.set(key, endpoint);
    return endpoint;
  }

  private shareOf(accountId: string): AccountShare {
    const found = this.shares.get(accountId);
    if (found) return found;
    const share = new AccountShare();
    this.shares.set(accountId, share);
    return share;
  }

  private forgetIdle(): void {
    for (const [key, endpoint] of this.known) if (endpoint.isIdle) this.known.delete(key);
    const used = new Set(Array.from(this.known.values(), ({ share }) => share));
    for (const [accountId, share] of this.shares) {
      if (share.isIdle && !used.has(share)) this.shares.delete(accountId);
    }
  }
}
