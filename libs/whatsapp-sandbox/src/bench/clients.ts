import { useTestClient, type TestClient } from '../testing-client.js';

/*
 * A process with many real clients. It reports to its parent the QR codes, each client that is open, and how many
 * messages have arrived; it opens as many more clients as the parent asks for.
 */
const [url = ''] = process.argv.slice(2);
const AT_ONCE = 10;
const REPORT_EVERY_MS = 50;

let received = 0;
const clients: TestClient[] = [];

/** Does nothing when the parent has already ended. */
const report = (message: object): void => {
  if (process.connected) process.send?.(message, () => undefined);
};

async function open(index: number): Promise<void> {
  const client = useTestClient({ url });
  clients.push(client);
  report({ type: 'qr', index, qr: await client.qr() });
  await client.open();
  client.socket.ev.on('messages.upsert', ({ messages }) => {
    received += messages.filter(({ message }) => message?.conversation).length;
  });
  report({ type: 'open' });
}

async function openAll(total: number): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < total) await open(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

setInterval(
  () => report({ type: 'received', received, rssBytes: process.memoryUsage().rss }),
  REPORT_EVERY_MS,
);
process.once('disconnect', () => process.exit(0));
process.on('message', ({ open: more }: { open: number }) => void openAll(more));
