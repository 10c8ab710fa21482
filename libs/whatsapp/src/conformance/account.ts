import { CrashableStore } from '../testing/crashable-store.js';
import { type ClientSetup, EngineClient } from '../testing/engine-client.js';
import { type World, type WorldPhone } from './world.js';

/** An account of one case, with what its sessions have stored. */
export class Account {
  readonly store = new CrashableStore();
  private readonly clients: EngineClient[] = [];

  constructor(
    private readonly world: World,
    readonly phone: WorldPhone,
  ) {}

  async connect(setup: ClientSetup = {}): Promise<EngineClient> {
    const { url } = this.world;
    const client = await EngineClient.connect(this.world.makeEngine(), this.store, {
      url,
      ...setup,
    });
    this.clients.push(client);
    return client;
  }

  /** Links a device; WhatsApp ends the connection of the pairing. */
  async link(): Promise<EngineClient> {
    const client = await this.connect();
    await this.phone.scan(await client.until(({ qrs }) => qrs[0]));
    await client.until(({ closes }) => closes[0]);
    await client.connection.settled();
    return client;
  }

  async open(setup: ClientSetup = {}): Promise<EngineClient> {
    const client = await this.connect(setup);
    await client.until(({ opened }) => opened);
    return client;
  }

  async linkAndOpen(setup: ClientSetup = {}): Promise<EngineClient> {
    await this.link();
    return this.open(setup);
  }

  /** Ends what the case has left open. */
  async hangUp(): Promise<void> {
    for (const { connection, reports } of this.clients) {
      if (reports.closes.length === 0) await connection.hangUp();
    }
  }

  rowOf(messageId: string) {
    return [...this.store.messages.values()].find((row) => row.messageId === messageId);
  }
}
