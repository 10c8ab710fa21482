import {
  updateAddMode,
  updateApproval,
  updateDescription,
  updateEphemeral,
  updateSetting,
  updateSubject,
  type Setting,
} from '../groups/update-group.js';
import { allChildren, childOf, textOf } from '../stanza/node.js';
import { withRight } from './group-rights.js';
import type { QueryRoute } from './query-route.js';

const SETTINGS: readonly Setting[] = ['announcement', 'not_announcement', 'locked', 'unlocked'];
const set = { xmlns: 'w:g2', type: 'set' } as const;

/** Subject, description and settings of a group. */
export const groupAdminRoutes: readonly QueryRoute[] = [
  {
    ...set,
    child: 'subject',
    answer: withRight('editor', (group, { account }, query, world) =>
      updateSubject(world, group, account, textOf(childOf(query, 'subject')) ?? ''),
    ),
  },
  {
    ...set,
    child: 'description',
    answer: withRight('editor', (group, { account }, query, world) => {
      const description = childOf(query, 'description');
      const text = textOf(childOf(description, 'body')) ?? '';
      updateDescription(world, group, account, text, description?.attrs.id ?? world.stanzaId());
    }),
  },
  ...SETTINGS.map((setting) => ({
    ...set,
    child: setting,
    answer: withRight('admin', (group, { account }, _query, world) =>
      updateSetting(world, group, account, setting),
    ),
  })),
  {
    ...set,
    child: 'ephemeral',
    answer: withRight('editor', (group, { account }, query, world) => {
      const expiration = Number(childOf(query, 'ephemeral')?.attrs.expiration ?? 0);
      updateEphemeral(world, group, account, expiration);
    }),
  },
  {
    ...set,
    child: 'not_ephemeral',
    answer: withRight('editor', (group, { account }, _query, world) =>
      updateEphemeral(world, group, account, 0),
    ),
  },
  {
    ...set,
    child: 'member_add_mode',
    answer: withRight('admin', (group, { account }, query, world) => {
      const mode = textOf(childOf(query, 'member_add_mode'));
      updateAddMode(world, group, account, mode === 'all_member_add');
    }),
  },
  {
    ...set,
    child: 'membership_approval_mode',
    answer: withRight('admin', (group, { account }, query, world) => {
      // `group_join` or `community_join`
      const [join] = allChildren(childOf(query, 'membership_approval_mode'));
      updateApproval(world, group, account, join?.attrs.state === 'on');
    }),
  },
];
