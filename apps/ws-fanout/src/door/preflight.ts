import { isOriginAllowed, PREFLIGHT_HEADERS } from '@starling/domain';
import { Accounts } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { FANOUT_CONFIG, type FanoutConfig } from '../config/fanout.config.js';

/** A preflight needs no token, so it must not cause a query each time. */
const REMEMBERED_MS = 5_000;

/** Answers preflights of pages. They carry no token, so the origin is checked against those of all accounts together. */
@Injectable()
export class Preflight {
  private union: { readonly origins: Promise<string[]>; readonly readAtMs: number } | undefined;

  constructor(
    @Inject(FANOUT_CONFIG) private readonly config: FanoutConfig,
    private readonly accounts: Accounts,
  ) {}

  async headersFor(origin: string | undefined): Promise<Readonly<Record<string, string>>> {
    if (!origin) return {};
    const isOwn = isOriginAllowed(origin, [], this.config.PUBLIC_URL);
    const isAllowed =
      isOwn || isOriginAllowed(origin, await this.everyOrigin(), this.config.PUBLIC_URL);
    return isAllowed ? { 'Access-Control-Allow-Origin': origin, ...PREFLIGHT_HEADERS } : {};
  }

  private everyOrigin(): Promise<string[]> {
    if (!this.union || performance.now() - this.union.readAtMs > REMEMBERED_MS) {
      const origins = this.accounts.allAllowedOrigins();
      origins.catch(() => (this.union = undefined));
      this.union = { origins, readAtMs: performance.now() };
    }
    return this.union.origins;
  }
}
