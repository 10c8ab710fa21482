import { QueryIds, XWAPaths } from '@whiskeysockets/baileys';
import {
  createNewsletter,
  getMetadata,
  countMembers,
  updateMetadata,
} from '../newsletters/channel-metadata.js';
import type { MexOutcome, MexRefusal, MexVariables } from '../newsletters/mex.js';
import type { Newsletter } from '../world/newsletter.js';
import { pageOf } from '../newsletters/page.js';
import { postNode } from '../newsletters/post-node.js';
import { transferOwnership, demote } from '../newsletters/roles.js';
import { refusal, result } from '../stanza/answers.js';
import { childOf, node, seconds, textOf } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import { NO_LIMITS } from './limits.js';
import type { QueryRoute } from './query-route.js';

const LIVE_UPDATE_SECONDS = 300;

/**
 * Channels and the limits of an account: GraphQL queries by their fixed ids, and XML queries. An unknown id is
 * answered 501.
 */
export const newsletterRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:mex',
    type: 'get',
    child: 'query',
    answer: (query, { account }, world) => {
      const request = childOf(query, 'query');
      const operation = OPERATIONS[request?.attrs.query_id ?? ''];
      if (operation === undefined) {
        world.unknown.add(query);
        return refusal(query, 501, 'feature-not-implemented');
      }
      const { variables } = JSON.parse(textOf(request) ?? '{}') as { variables: MexVariables };
      const outcome = answerOf(operation, world, account, variables);
      const body =
        'error' in outcome
          ? {
              data: null,
              errors: [{ message: outcome.text, extensions: { error_code: outcome.error } }],
            }
          : { data: { [operation.path]: outcome.data } };
      return result(query, node('result', {}, Buffer.from(JSON.stringify(body))));
    },
  },
  {
    xmlns: 'newsletter',
    type: 'set',
    child: 'live_updates',
    answer: (query, { companion }, world) => {
      const channel = world.newsletters.get(query.attrs.to);
      if (channel === undefined) return refusal(query, 404, 'item-not-found');
      const untilMs = world.now() + LIVE_UPDATE_SECONDS * 1000;
      world.newsletters.watchers.add(channel, companion, untilMs);
      return result(query, node('live_updates', { duration: LIVE_UPDATE_SECONDS }));
    },
  },
  {
    xmlns: 'newsletter',
    type: 'get',
    child: 'message_updates',
    answer: (query, _requester, world) => {
      const channel = world.newsletters.get(query.attrs.to);
      if (channel === undefined) return refusal(query, 404, 'item-not-found');
      const { count, since = 0, after = 0 } = childOf(query, 'message_updates')?.attrs ?? {};
      const bounds = { count: Number(count), since: Number(since), after: Number(after) };
      const posts = pageOf(world.newsletters.posts.list(channel), bounds).map(postNode);
      const t = seconds(world.now());
      const messages = node('messages', { jid: channel.jid, t }, posts);
      return result(query, node('message_updates', { t }, [messages]));
    },
  },
];

interface Operation {
  readonly path: string;
  /** By default every account may call the operation. */
  readonly ownerOnly?: boolean;
  refuse?(world: World, channel: Newsletter, variables: MexVariables): MexRefusal | undefined;
  answer(channel: Newsletter, account: Account, variables: MexVariables, world: World): unknown;
}
interface FreeOperation {
  readonly path: string;
  readonly free: (world: World, account: Account, variables: MexVariables) => MexOutcome;
}

const idOf = ({ jid }: Newsletter): { id: string } => ({ id: jid });

const namedIn = (world: World, { user_id: jid }: MexVariables): Account | undefined =>
  world.accounts.byJid(jid);

const refuseStranger = (
  world: World,
  { roles }: Newsletter,
  variables: MexVariables,
): MexRefusal | undefined =>
  roles.has(namedIn(world, variables)?.lid ?? '') ? undefined : { error: 404, text: 'Not Found' };

const limits = Object.entries(NO_LIMITS).map(([id, { path, data }]): [string, FreeOperation] => [
  id,
  { path, free: () => ({ data }) },
]);

const OPERATIONS: Readonly<Record<string, Operation | FreeOperation>> = {
  ...Object.fromEntries(limits),
  [QueryIds.CREATE]: { path: XWAPaths.xwa2_newsletter_create, free: createNewsletter },
  [QueryIds.METADATA]: { path: XWAPaths.xwa2_newsletter_metadata, free: getMetadata },
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
    refuse: refuseStranger,
    answer: (channel, account, variables, world) => {
      const heir = namedIn(world, variables);
      if (heir && heir !== account) transferOwnership(world, channel, account, heir);
      return idOf(channel);
    },
  },
  [QueryIds.DEMOTE]: {
    path: XWAPaths.xwa2_newsletter_demote,
    ownerOnly: true,
    refuse: refuseStranger,
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
  operation: Operation | FreeOperation,
  world: World,
  account: Account,
  variables: MexVariables,
): MexOutcome => {
  if ('free' in operation) return operation.free(world, account, variables);
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
