import { expect } from '@jest/globals';
import { type Client, type JsonReply } from '@starling/testing';

export const ON = { enabled: true, url: 'https://app.example/wh?k=1' };
export const SHOWN = {
  label: 'default',
  ...ON,
  authorization: null,
  byEvents: false,
  events: [],
  mediaBase64: false,
};
export const CLEARED = {
  label: 'default',
  enabled: false,
  url: '',
  authorization: null,
  byEvents: false,
  events: [],
  mediaBase64: false,
};

export const told = ({ status, body }: JsonReply) => [status, body];
export const stored = (webhook: object) => [
  200,
  { success: true, message: 'Webhook configured successfully', webhook },
];
export const retrieved = (webhook: object) => [
  200,
  { success: true, message: 'Webhook configuration retrieved', webhook },
];

/** The webhooks of one instance as its owner sees them. */
export class WebhookRows {
  constructor(
    private readonly client: Client,
    private readonly instance: string,
  ) {}

  set(body: unknown): Promise<JsonReply> {
    return this.client.post(`/api/events/webhook/${this.instance}`, body);
  }

  /** Both paths must say the same. */
  async get(query: Record<string, string> = {}): Promise<JsonReply> {
    const reply = await this.client.get(`/api/events/getWebhook/${this.instance}`, { query });
    const other = await this.client.get(`/api/events/webhook/${this.instance}`, { query });
    expect(told(other)).toEqual(told(reply));
    return reply;
  }

  async one(label: string) {
    return told(await this.get({ label }));
  }

  async all(): Promise<Record<string, unknown>[]> {
    const { status, body } = await this.get();
    const webhooks = expect.any(Array) as unknown;
    expect([status, body]).toEqual([
      200,
      { success: true, message: 'Webhooks retrieved successfully', webhooks },
    ]);
    return (body as { webhooks: Record<string, unknown>[] }).webhooks;
  }

  async inList(): Promise<object> {
    const query = { instanceName: this.instance };
    const { body } = await this.client.get('/api/instance/list', { query });
    return (body as { instances: [{ webhook: object }] }).instances[0].webhook;
  }
}
