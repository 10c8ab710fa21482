import { ContractError } from '@starling/contract';
import { type InstanceId, type SessionOwner, type SessionOwners } from '@starling/storage';

/** Postgres would refuse anything else. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The instance whose id stands in the path. Throws `InstanceNotFound`. */
export async function ensureNamedInstance(
  owners: SessionOwners,
  { instanceId = '' }: Readonly<Record<string, string>>,
): Promise<SessionOwner> {
  const found = UUID.test(instanceId) ? await owners.find(instanceId as InstanceId) : undefined;
  if (!found) throw new ContractError('InstanceNotFound');
  return found;
}
