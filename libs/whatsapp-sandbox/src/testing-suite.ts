import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Phone } from './people/phone.js';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
import { useTestClient, type TestClient, type TestClientOptions } from './testing-client.js';

export interface Linked {
  phone: Phone;
  client: TestClient;
}

export interface Suite {
  readonly sandbox: Sandbox;
  /** Adds an account with a linked client that is open and has its first history. */
  linked(name?: string, options?: Partial<TestClientOptions>): Promise<Linked>;
  /** Links one more device of the same phone. */
  another(phone: Phone, options?: Partial<TestClientOptions>): Promise<TestClient>;
}

/** A sandbox for the suite. The suite fails when the sandbox had unknown queries or problems at the end. */
export const useSandbox = (options: SandboxOptions = {}): Suite => {
  let sandbox: Sandbox;
  const clients: TestClient[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ receiptDelayMs: 150, ...options });
  });

  afterAll(async () => {
    await Promise.all(clients.map((client) => client.stop()));
    await sandbox.close();
    expect(sandbox.unknownQueries().map(({ name }) => name)).toEqual([]);
    expect(sandbox.problems()).toEqual([]);
  });

  const another: Suite['another'] = async (phone, clientOptions) => {
    const client = useTestClient({ url: sandbox.url, ...clientOptions });
    clients.push(client);
    expect(await phone.scan(await client.qr())).toMatchObject({ linked: true });
    await client.open();
    await client.untilTrue(() => client.creds.accountSyncCounter > 0);
    return client;
  };

  return {
    get sandbox() {
      return sandbox;
    },
    another,
    linked: async (name = 'Orion', clientOptions) => {
      const phone = sandbox.phones.add({ name });
      return { phone, client: await another(phone, clientOptions) };
    },
  };
};
