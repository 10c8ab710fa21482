import { ACCOUNT_COMMANDS } from './account-commands.js';
import { AUDIT_COMMAND } from './audit-command.js';
import { type Command, type Flag } from '../command/command.js';
import { PROCESSES_COMMAND } from './processes-command.js';

export const COMMANDS: readonly Command[] = [...ACCOUNT_COMMANDS, AUDIT_COMMAND, PROCESSES_COMMAND];

/** Flags of every command. */
export const GENERAL_FLAGS: readonly Flag[] = [
  { name: 'url', value: '<url>', summary: 'where Starling answers (STARLING_URL)' },
  { name: 'token', value: '<token>', summary: "the operator's token (ADMIN_TOKEN)" },
  { name: 'json', summary: 'print the reply as it came' },
  { name: 'help', summary: 'say more about a command' },
];
