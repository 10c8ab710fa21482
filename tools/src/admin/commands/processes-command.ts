import { listProcesses } from '@starling/contract';
import { command } from '../command/command.js';
import { table } from '../command/table.js';

export const PROCESSES_COMMAND = command({
  words: ['processes'],
  summary: 'every live process of the deployment',
  flags: [],
  operation: listProcesses,
  request: () => ({}),
  render: ({ processes }) =>
    table(
      ['ROLE', 'ID', 'PID', 'HOST', 'SINCE'],
      processes.map(({ role, id, pid, host, since }) => [role, id, String(pid), host, since]),
    ),
});
