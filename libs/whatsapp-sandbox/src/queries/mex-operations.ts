import { QueryIds, XWAPaths } from '@whiskeysockets/baileys';
import type { Account } from '../accounts/account.js';
import {
  countMembers,
  createNewsletter,
  getMetadata,
  updateMetadata,
} from '../newsletters/channel-metadata.js';
import type { MexOutcome, MexRefusal, MexVariables } from '../newsletters/mex.js';
import { demote, transferOwnership } from '../newsletters/roles.js';
import type { Newsletter } from '../world/newsletter.js';
import type { World } from '../world/world.js';

/**
 * Calls a GraphQL operation with the JSON of a query. Returns the body of the answer, or undefined when no operation
 * has this id.
 */
export const callOperation = (
  world: World,
  account: Account,
  id: string,
  json: string | undefined,
): unknown => {
  const operation = OPERATIONS[id];
  if (operation === undefined) return undefined;
  const { variables } = JSON.parse(json ?? '{}') as { variables: MexVariables };
  const outcome = answerOf(operation, world, account, variables);
  if (!('error' in outcome)) return { data: { [operation.path]: outcome.data } };
  const { error, text } = outcome;
  return { data: null, errors: [{ message: text, extensions: { error_code: error } }] };
};

interface ChannelOperation {
  readonly path: string;
  /** By default every account may call the operation. */
  readonly ownerOnly?: boolean;
  refuse?(world: World, channel: Newsletter, variables: MexVariables): MexRefusal | undefined;
  answer(channel: Newsletter, account: Account, variables: MexVariables, world: World): unknown;
}

/** An operation on no channel, or one that finds or creates its channel itself. */
interface AccountOperation {
  readonly path: string;
  readonly answerAccount: (world: World, account: Account, variables: MexVariables) => MexOutcome;
}

const idOf = ({ jid }: Newsletter): { id: string } => ({ id: jid });

const namedIn = (world: World, { user_id: jid }: MexVariables): Account | undefined =>
  world.accounts.byJid(jid);

const refuseNonFollower = (
  world: World,
  { roles }: Newsletter,
  variables: MexVariables,
): MexRefusal | undefined =>
  roles.has(namedIn(world, variables)?.lid ?? '') ? undefined : { error: 404, text: 'Not Found' };

/** WhatsApp's answers for an account without restrictions: no time lock, no limit of new chats. */
const NO_LIMITS: Readonly<Record<string, { path: string; data: unknown }>> = {
  [QueryIds.REACHOUT_TIMELOCK]: {
    path: XWAPaths.xwa2_fetch_account_reachout_timelock,
    data: { is_active: false, time_enforcement_ends: '0', enforcement_type: 'DEFAULT' },
  },
  [QueryIds.MESSAGE_CAPPING_INFO]: {
    path: XWAPaths.xwa2_message_capping_info,
    data: { total_quota: -1, used_quota: 0, capping_status: 'NONE' },
  },
};

const limits = Object.entries(NO_LIMITS).map(([id, { path, data }]): [string, AccountOperation] => [
  id,
  { path, answerAccount: () => ({ data }) },
]);

const OPERATIONS: Readonly<Record<string, ChannelOperation | AccountOperation>> = {
  ...Object.fromEntries(limits),
  [QueryIds.CREATE]: { path: XWAPaths.xwa2_newsletter_create, answerAccount: createNewsletter },
  [QueryIds.METADATA]: { path: XWAPaths.xwa2_newsletter_metadata, answerAccount: getMetadata },
  [QueryIds.UPDATE_METADATA]: {
    path: 'xwa2_newsletter_update',
    ownerOnly: true,
    answer: (channel, account, { updates }, world) =>
      updateMetadata(world, account, channel, updates),
  },
  [QueryIds.FOLLOW]: {
    path: XWAPaths.xwa2_newsletter_join_v2,
    answer: (channel, { lid }) => {
      if (!channel.roles.has(lid)) channel.roles.set(lid, 'SUBSCRIBER');
      return { ...idOf(channel), state: { type: 'ACTIVE' } };
    },
  },
  [QueryIds.UNFOLLOW]: {
    path: XWAPaths.xwa2_newsletter_leave_v2,
    answer: (channel, { lid }) => {
      if (channel.roles.get(lid) !== 'OWNER') channel.roles.delete(lid);
      return { ...idOf(channel), state: { type: 'ACTIVE' } };
    },
  },
  [QueryIds.MUTE]: {
    path: XWAPaths.xwa2_newsletter_mute_v2,
    answer: (channel, { lid }) => {
      channel.muted.add(lid);
      return idOf(channel);
    },
  },
  [QueryIds.UNMUTE]: {
    path: XWAPaths.xwa2_newsletter_unmute_v2,
    answer: (channel, { lid }) => {
      channel.muted.delete(lid);
      return idOf(channel);
    },
  },
  [QueryIds.SUBSCRIBERS]: {
    path: XWAPaths.xwa2_newsletter_subscribers,
    answer: (channel) => ({ subscribers: countMembers(channel).subscribers }),
  },
  [QueryIds.ADMIN_COUNT]: {
    path: XWAPaths.xwa2_newsletter_admin_count,
    answer: (channel) => ({ admin_count: countMembers(channel).admins }),
  },
  [QueryIds.CHANGE_OWNER]: {
    path: XWAPaths.xwa2_newsletter_change_owner,
    ownerOnly: true,
    refuse: refuseNonFollower,
    answer: (channel, account, variables, world) => {
      const newOwner = namedIn(world, variables);
      if (newOwner && newOwner !== account) transferOwnership(world, channel, account, newOwner);
      return idOf(channel);
    },
  },
  [QueryIds.DEMOTE]: {
    path: XWAPaths.xwa2_newsletter_demote,
    ownerOnly: true,
    refuse: refuseNonFollower,
    answer: (channel, account, variables, world) => {
      const admin = namedIn(world, variables);
      if (admin && admin !== account) demote(world, channel, admin);
      return idOf(channel);
    },
  },
  [QueryIds.DELETE]: {
    path: XWAPaths.xwa2_newsletter_delete_v2,
    ownerOnly: true,
    answer: (channel, _account, _variables, world) => {
      world.newsletters.delete(channel);
      return { ...idOf(channel), state: { type: 'DELETED' } };
    },
  },
};

const answerOf = (
  operation: ChannelOperation | AccountOperation,
  world: World,
  account: Account,
  variables: MexVariables,
): MexOutcome => {
  if ('answerAccount' in operation) return operation.answerAccount(world, account, variables);
  const channel = world.newsletters.get(variables.newsletter_id);
  if (channel === undefined) return { error: 404, text: 'Not Found' };
  if (operation.ownerOnly === true && channel.roles.get(account.lid) !== 'OWNER') {
    return { error: 403, text: 'Forbidden' };
  }
  const refused = operation.refuse?.(world, channel, variables);
  if (refused) return refused;
  const data = operation.answer(channel, account, variables, world);
  if (world.newsletters.get(channel.jid)) world.newsletters.save(channel);
  return { data };
};
