import { hash, randomBytes } from 'node:crypto';
import { asBrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { connectPageKey, connectPagesOfKey } from '../connections/keys.js';

const ID_BYTES = 16;
const LIFE_SECONDS = 300;
const MAX_PAGES_PER_INSTANCE = 5;

/** Whose pairing a page shows. */
export interface ConnectPage {
  readonly accountId: string;
  readonly instanceId: string;
}

/** `gone`: never opened, or expired. `taken`: another viewer was first. */
export type ConnectPageAnswer = ConnectPage | 'gone' | 'taken';

/** 0 for a page that has expired or has a viewer. */
const RENEW_UNVIEWED = `
if redis.call('HEXISTS', KEYS[1], 'viewer') == 1 then return 0 end
return redis.call('EXPIRE', KEYS[1], ARGV[1])`;

/** One script, so that two viewers cannot both be first and an expired page is not created again. */
const VIEW = `
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
redis.call('HSETNX', KEYS[1], 'viewer', ARGV[1])
return redis.call('HMGET', KEYS[1], 'account', 'instance', 'viewer')`;

/**
 * Pages that show the pairing of an instance to a person without a token. A page lives for five minutes under a random
 * id, belongs to the first viewer, and stores no token. All calls reject while Redis is away.
 */
export class ConnectPages {
  constructor(private readonly connections: RedisConnections) {}

  /**
   * Returns the id of a page that no one has viewed yet. A client that calls again gets the same page for five more
   * minutes until it is viewed. A new page beyond the maximum ends the oldest one.
   */
  async open(page: ConnectPage): Promise<string> {
    try {
      const pagesKey = connectPagesOfKey(page.instanceId);
      const newest = await this.connections.commands.lindex(pagesKey, 0);
      if (newest !== null && (await this.renew(newest, pagesKey))) return newest;
      return await this.create(page, pagesKey);
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  /** The first viewer of a page keeps it. The key of a viewer is stored as a hash. */
  async view(pageId: string, viewerKey: string): Promise<ConnectPageAnswer> {
    const viewer = hash('sha256', viewerKey, 'base64url');
    try {
      const answer = await this.connections.commands.eval(VIEW, 1, connectPageKey(pageId), viewer);
      if (answer === null) return 'gone';
      const [accountId, instanceId, owner] = answer as [string, string, string];
      return owner === viewer ? { accountId, instanceId } : 'taken';
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  private async renew(pageId: string, pagesKey: string): Promise<boolean> {
    const [isRenewed] = await Promise.all([
      this.connections.commands.eval(RENEW_UNVIEWED, 1, connectPageKey(pageId), LIFE_SECONDS),
      this.connections.commands.expire(pagesKey, LIFE_SECONDS),
    ]);
    return isRenewed === 1;
  }

  private async create({ accountId, instanceId }: ConnectPage, pagesKey: string): Promise<string> {
    const { commands } = this.connections;
    const pageId = randomBytes(ID_BYTES).toString('base64url');
    const key = connectPageKey(pageId);
    await commands
      .multi()
      .hset(key, { account: accountId, instance: instanceId })
      .expire(key, LIFE_SECONDS)
      .exec();
    await commands.multi().lpush(pagesKey, pageId).expire(pagesKey, LIFE_SECONDS).exec();
    const excess = await commands.lrange(pagesKey, MAX_PAGES_PER_INSTANCE, -1);
    if (excess.length > 0) {
      await commands.ltrim(pagesKey, 0, MAX_PAGES_PER_INSTANCE - 1);
      // One call each: on a cluster the keys are in different slots.
      await Promise.all(excess.map((each) => commands.del(connectPageKey(each))));
    }
    return pageId;
  }
}
