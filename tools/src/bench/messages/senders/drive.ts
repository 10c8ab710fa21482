import { quantile } from '../../harness/quantile.js';

/** Messages of one session to one contact. */
export interface Lane {
  readonly session: number;
  readonly number: string;
}

/** Resolves when WhatsApp has the message. */
export type Send = (lane: Lane, text: string) => Promise<unknown>;

export interface Sample {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The calls of a worker that sends. Every text is unique: `label`, then the number of the message. */
export const drive = (send: Send) => ({
  /** Each lane sends its next message as soon as the previous one is sent, until it has sent its share. */
  saturate: (lanes: readonly Lane[], label: string, share: number): Promise<Sample> =>
    timed(send, async (sendOne) => {
      const run = async (lane: Lane, position: number) => {
        for (let index = 0; index < share; index += 1) {
          await sendOne(lane, textOf(label, position * share + index));
        }
      };
      await Promise.all(lanes.map(run));
    }),
  /** Sends at a fixed rate and does not wait for the previous message. */
  pace: (lanes: readonly Lane[], label: string, perSecond: number, total: number) =>
    timed(send, async (sendOne) => {
      const startedMs = performance.now();
      const sending: Promise<void>[] = [];
      while (sending.length < total) {
        const due = startedMs + (sending.length / perSecond) * 1_000;
        const early = due - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        const lane = lanes[sending.length % lanes.length] as Lane;
        sending.push(sendOne(lane, textOf(label, sending.length)));
      }
      await Promise.all(sending);
    }),
});

export type Drive = ReturnType<typeof drive>;

const textOf = (label: string, index: number): string =>
  `${label} ${index}, of the length that people write`;

/** Rejects when one message cannot be sent. */
async function timed(
  send: Send,
  run: (sendOne: (lane: Lane, text: string) => Promise<void>) => Promise<unknown>,
): Promise<Sample> {
  const tookMs: number[] = [];
  const startedMs = performance.now();
  await run(async (lane, text) => {
    const sentMs = performance.now();
    await send(lane, text);
    tookMs.push(performance.now() - sentMs);
  });
  const elapsedMs = performance.now() - startedMs;
  tookMs.sort((one, other) => one - other);
  return {
    perSecond: (tookMs.length / elapsedMs) * 1_000,
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
  };
}
