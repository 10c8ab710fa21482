import { type Linked } from './linked-fleet.js';

/** Somebody's `SELECT` on the database under test. */
export type Query = (
  sql: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;

/** Contacts that write to every session, one message each per round, until told to stop. */
export class Traffic {
  private readonly sent = new Map<string, string[]>();
  private readonly sending = new Set<Promise<unknown>>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly linked: readonly Linked[],
    everyMs: number,
  ) {
    this.timer = setInterval(() => this.round(), everyMs).unref();
    this.round();
  }

  get count(): number {
    return [...this.sent.values()].reduce((sum, ids) => sum + ids.length, 0);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.sending);
  }

  /** How many of the messages are stored, and which are there more than once. */
  async stored(query: Query): Promise<{ readonly found: number; readonly twice: string[] }> {
    const { rows } = await query(
      `SELECT message_id, count(*)::int AS copies FROM messages
       WHERE instance_id = ANY($1::uuid[]) AND NOT from_me GROUP BY instance_id, message_id`,
      [this.linked.map(({ id }) => id)],
    );
    const ids = new Set([...this.sent.values()].flat());
    const ours = rows.filter(({ message_id: id }) => ids.has(String(id)));
    const twice = ours.filter(({ copies }) => copies !== 1).map(({ message_id: id }) => String(id));
    return { found: ours.length, twice };
  }

  private round(): void {
    for (const { id, contact, phone } of this.linked) {
      const sending = contact.send(phone, `to ${phone.number}`).then((message) => {
        this.sent.set(id, [...(this.sent.get(id) ?? []), message.id]);
        this.sending.delete(sending);
      });
      this.sending.add(sending);
    }
  }
}
