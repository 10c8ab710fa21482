import { listProcesses } from '@starling/contract';
import { Membership } from '@starling/broker';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type OperationHandler } from '../call/call.js';

@Handles(listProcesses)
export class ListProcesses implements OperationHandler<typeof listProcesses> {
  constructor(private readonly membership: Membership) {}

  async act() {
    const members = await this.membership.members();
    const processes = members.map((member) => ({
      ...member,
      since: formatTimestamp(new Date(member.since)),
    }));
    const noun = processes.length === 1 ? 'process' : 'processes';
    return { success: true as const, message: `${processes.length} ${noun}`, processes };
  }
}
