import { pacingViewOf, readPacing } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Pacings, SessionOwners } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { ensureNamedInstance } from './named-instance.js';

@Handles(readPacing)
export class ReadPacing implements OperationHandler<typeof readPacing> {
  constructor(
    private readonly owners: SessionOwners,
    private readonly pacings: Pacings,
  ) {}

  async act({ params }: Call<typeof readPacing>) {
    const { instanceId } = await ensureNamedInstance(this.owners, params);
    return {
      success: true as const,
      message: 'Pacing retrieved successfully' as const,
      pacing: pacingViewOf(await this.pacings.find(instanceId)),
    };
  }
}
