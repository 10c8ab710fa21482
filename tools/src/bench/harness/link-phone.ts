import { type Phone, type Sandbox } from '@starling/whatsapp-sandbox';
import { type CheckedClient, UnexpectedAnswer } from './checked-client.js';

/** Connects an instance, and a new phone of the sandbox scans its QR code. Throws `UnexpectedAnswer`. */
export async function linkPhone(
  client: CheckedClient,
  sandbox: Sandbox,
  instance: string,
): Promise<Phone> {
  const path = `/api/instance/connect/${instance}`;
  const body = await client.get<{ readonly qrCode?: string }>(path);
  if (!body.qrCode) {
    throw new UnexpectedAnswer(
      `GET ${path} was answered without a QR code: ${JSON.stringify(body)}.`,
    );
  }
  const phone = sandbox.phones.add();
  const outcome = await phone.scan(body.qrCode);
  if (outcome.linked) return phone;
  throw new UnexpectedAnswer(`The phone of ${instance} was not linked: ${outcome.reason}.`);
}
