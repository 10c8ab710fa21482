import {
  changeAccount,
  createAccount,
  deleteAccount,
  isBroken,
  judgeAccountName,
  listAccounts,
  parseAccountReference,
  readAccount,
  readUsage,
  resumeAccount,
  rotateAccountToken,
  suspendAccount,
} from '@starling/contract';
import { command, type Command, type Flag, textOf } from '../command/command.js';
import { PAGE_FLAGS, pageQuery, withNextPage } from '../command/page.js';
import { UsageError } from '../command/usage-error.js';
import { ACCOUNT_FLAGS, accountFields, present } from './account-flags.js';
import { renderAccount, renderAccounts, renderToken, renderUsage } from './account-rendering.js';

const ACCOUNT = '<account>';
const TOKEN_FLAG: Flag = {
  name: 'account-token',
  value: '<token>',
  summary: 'the token to give it; one is made when absent',
};

/** What no account can be called would make another path of it. */
function named(operand: string) {
  const reference = parseAccountReference(operand);
  if (reference.kind === 'name' && isBroken(judgeAccountName(reference.name))) {
    throw new UsageError(`No account can be called ${JSON.stringify(operand)}.`);
  }
  return { params: { account: operand } };
}

const saying = (reply: { message: string }, text: string): string => `${reply.message}.\n\n${text}`;

export const ACCOUNT_COMMANDS: readonly Command[] = [
  command({
    words: ['accounts', 'create'],
    operand: '<name>',
    summary: 'make an account; its token is shown this once',
    flags: [TOKEN_FLAG, ...ACCOUNT_FLAGS],
    operation: createAccount,
    request: (name, flags) => ({
      body: present({ name, token: textOf(flags, 'account-token'), ...accountFields(flags) }),
    }),
    render: (reply) =>
      saying(reply, `${renderAccount(reply.account)}\n\n${renderToken(reply.token)}`),
  }),
  command({
    words: ['accounts', 'list'],
    summary: 'list accounts, oldest first',
    flags: [
      { name: 'status', value: '<active|suspended>', summary: 'only these' },
      { name: 'name', value: '<part>', summary: 'only names with this part, in any case' },
      ...PAGE_FLAGS,
    ],
    operation: listAccounts,
    request: (_, flags) => ({
      query: {
        status: textOf(flags, 'status'),
        name: textOf(flags, 'name'),
        ...pageQuery(flags),
      },
    }),
    render: (reply) => withNextPage(renderAccounts(reply.accounts), reply.meta),
  }),
  command({
    words: ['accounts', 'show'],
    operand: ACCOUNT,
    summary: 'show one account',
    flags: [],
    operation: readAccount,
    request: named,
    render: (reply) => renderAccount(reply.account),
  }),
  command({
    words: ['accounts', 'update'],
    operand: ACCOUNT,
    summary: 'change what the flags name and leave the rest',
    flags: [{ name: 'name', value: '<name>', summary: 'its new name' }, ...ACCOUNT_FLAGS],
    operation: changeAccount,
    request: (account, flags) => {
      const body = present({ name: textOf(flags, 'name'), ...accountFields(flags) });
      if (Object.keys(body).length === 0) throw new UsageError('No flag says what to change.');
      return { ...named(account), body };
    },
    render: (reply) => saying(reply, renderAccount(reply.account)),
  }),
  command({
    words: ['accounts', 'suspend'],
    operand: ACCOUNT,
    summary: 'let its tokens stop working, until resumed',
    flags: [],
    operation: suspendAccount,
    request: named,
    render: (reply) => saying(reply, renderAccount(reply.account)),
  }),
  command({
    words: ['accounts', 'resume'],
    operand: ACCOUNT,
    summary: 'let a suspended account work again',
    flags: [],
    operation: resumeAccount,
    request: named,
    render: (reply) => saying(reply, renderAccount(reply.account)),
  }),
  command({
    words: ['accounts', 'rotate-token'],
    operand: ACCOUNT,
    summary: 'replace its token; the old one stops working at once',
    flags: [TOKEN_FLAG],
    operation: rotateAccountToken,
    request: (account, flags) => ({
      ...named(account),
      body: present({ token: textOf(flags, 'account-token') }),
    }),
    render: (reply) => saying(reply, renderToken(reply.token)),
  }),
  command({
    words: ['accounts', 'delete'],
    operand: ACCOUNT,
    summary: 'delete it with all its instances and messages, for good',
    flags: [{ name: 'yes', summary: 'needed, as nothing brings it back' }],
    operation: deleteAccount,
    request: (account, flags) => {
      const request = named(account);
      if (flags['yes'] === true) return request;
      throw new UsageError(
        `This deletes ${account} with all its instances and messages, for good: add --yes.`,
      );
    },
    render: (reply) => `${reply.message}.`,
  }),
  command({
    words: ['accounts', 'usage'],
    operand: ACCOUNT,
    summary: 'what it uses of its quotas',
    flags: [],
    operation: readUsage,
    request: named,
    render: (reply) => renderUsage(reply.usage),
  }),
];
