import { type Queries } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from './ids.js';
import { type TenantScope } from './tenant-scope.js';

/**
 * Begins every change of an instance's configuration: proves that the instance is of this tenant,
 * moves its `updatedAt`, and holds its row until the transaction ends, so that changes to one
 * instance go one after another. Throws `InstanceNotFound`.
 */
export async function lockInstance(
  queries: Queries,
  scope: TenantScope,
  instanceId: InstanceId,
): Promise<void> {
  const { count } = await queries.instance.updateMany({
    where: { id: instanceId, accountId: scope.accountId },
    data: { updatedAt: new Date() },
  });
  if (count === 0) throw new StorageError('InstanceNotFound');
}
