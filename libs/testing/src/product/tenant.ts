import { randomUUID } from 'node:crypto';
import { requestJson } from '../http/json-request.js';
import { type Product } from './product.js';

export interface Tenant {
  readonly accountId: string;
  readonly token: string;
}

/** A fresh account, so that no test sees another's rows. */
export async function newTenant(
  product: Product,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Tenant> {
  const { status, body } = await requestJson(product.baseUrl, 'POST', '/admin/accounts', {
    token: product.adminToken,
    body: { name: `tenant ${randomUUID().slice(0, 8)}`, ...fields },
  });
  if (status !== 200) throw new Error(`No account: ${status} ${JSON.stringify(body)}`);
  const { account, token } = body as { account: { id: string }; token: string };
  return { accountId: account.id, token };
}
