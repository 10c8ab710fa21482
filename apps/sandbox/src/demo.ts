import {
  type Phone,
  type ReceivedMessage,
  type Sandbox,
  startSandbox,
  type TestClient,
  useTestClient,
} from '@starling/whatsapp-sandbox';

/* `npm run sandbox -- --demo`: two virtual phones link two unmodified Baileys sockets, which then chat. */
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function link(sandbox: Sandbox, name: string): Promise<{ phone: Phone; client: TestClient }> {
  const client = useTestClient({ url: sandbox.url });
  const qr = await client.qr();
  print(`${name}: shows a QR code (${qr.slice(0, 48)}…)`);
  const phone = sandbox.phones.add({ name });
  const outcome = await phone.scan(qr);
  if (!outcome.linked) throw new Error(`${name} was not linked: ${outcome.reason}`);
  await client.open();
  print(`${name}: scanned by +${phone.number}, connected as device ${outcome.device}`);
  return { phone, client };
}

const waitForText = (client: TestClient, text: string): Promise<boolean> =>
  client.until('messages.upsert', ({ messages }) =>
    messages.some(({ message }) => textOf(message) === text),
  );

function textOf(message: ReceivedMessage['message'] | null | undefined): string | null | undefined {
  return message?.conversation ?? message?.extendedTextMessage?.text;
}

const sandbox = await startSandbox();
try {
  const ana = await link(sandbox, 'Ana');
  const bob = await link(sandbox, 'Bob');
  await ana.client.socket.sendMessage(bob.phone.jid, { text: 'Hello, Bob' });
  await waitForText(bob.client, 'Hello, Bob');
  print('Bob:  received "Hello, Bob"');
  await bob.client.socket.sendMessage(ana.phone.jid, { text: 'Hello, Ana' });
  await waitForText(ana.client, 'Hello, Ana');
  print('Ana:  received "Hello, Ana"');
  await Promise.all([ana.client.stop(), bob.client.stop()]);
  print(`Unknown queries: ${sandbox.unknownQueries().length}`);
} finally {
  await sandbox.close();
}
