import { Injectable } from '@nestjs/common';
import { type Target } from '../destinations/port/target.js';
import { AccountShare } from './account-share.js';
import { Endpoint } from './endpoint.js';

const SWEEP_ABOVE = 10_000;

/** The endpoints that this process knows. One that is idle and healthy may be forgotten and made anew. */
@Injectable()
export class Endpoints {
  private readonly known = new Map<string, Endpoint>();
  private readonly shares = new Map<string, AccountShare>();
  /** Asked for with every event, while parsing a URL is expensive. A remembered target lives for seconds. */
  private readonly ofTarget = new WeakMap<Target, Endpoint>();

  /** Deliveries of a destination whose first attempt waits or is under way. */
  countArrived(destination: string): number {
    let sum = 0;
    for (const [key, { arrivedCount }] of this.known) {
      if (key.startsWith(`${destination} `)) sum += arrivedCount;
    }
    return sum;
  }

  get(target: Target): Endpoint {
    const found = this.ofTarget.get(target);
    if (found) return found;
    const endpoint = this.findOrCreate(target);
    this.ofTarget.set(target, endpoint);
    return endpoint;
  }

  private findOrCreate({ destination, accountId, url }: Target): Endpoint {
    const server = URL.canParse(url) ? new URL(url).origin : url;
    const key = `${destination} ${accountId} ${server}`;
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
