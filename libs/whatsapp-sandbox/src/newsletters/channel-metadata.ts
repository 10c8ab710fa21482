import { seconds } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import type { ChannelUpdates, MexOutcome, MexVariables } from './mex.js';
import type { Newsletter } from '../world/newsletter.js';
import { announceSettings } from './announcements.js';

export const countMembers = (channel: Newsletter): { subscribers: number; admins: number } => {
  const roles = [...channel.roles.values()];
  const subscribers = roles.filter((role) => role === 'SUBSCRIBER').length;
  return { subscribers, admins: roles.length - subscribers };
};

/** The metadata of a channel in answers to one account. */
const channelView = (channel: Newsletter, { lid }: Account) => {
  const { picture } = channel;
  const shown = { id: picture?.id ?? '', type: 'IMAGE', direct_path: '' };
  if (picture) shown.direct_path = `/pictures/${picture.id}`;
  return {
    id: channel.jid,
    state: { type: 'ACTIVE' },
    thread_metadata: {
      creation_time: String(seconds(channel.createdMs)),
      name: { ...channel.name, update_time: String(seconds(channel.createdMs)) },
      description: { ...channel.description, update_time: String(seconds(channel.createdMs)) },
      invite: channel.invite,
      handle: null,
      picture: shown,
      preview: { ...shown, type: 'PREVIEW' },
      settings: { reaction_codes: { value: 'ALL' } },
      subscribers_count: String(countMembers(channel).subscribers),
      verification: 'UNVERIFIED',
    },
    viewer_metadata: {
      mute: channel.muted.has(lid) ? 'ON' : 'OFF',
      role: channel.roles.get(lid) ?? 'GUEST',
    },
  };
};

export const createNewsletter = (
  world: World,
  account: Account,
  { input }: MexVariables,
): MexOutcome => {
  const name = input?.name ?? '';
  if (name.trim() === '') return { error: 400, text: 'Bad Request' };
  const channel = world.newsletters.create(account, name, input?.description ?? '', world.now());
  return { data: channelView(channel, account) };
};

export const getMetadata = (
  world: World,
  account: Account,
  { input }: MexVariables,
): MexOutcome => {
  const key = input?.key ?? '';
  const channel =
    input?.type === 'INVITE' ? world.newsletters.byInvite(key) : world.newsletters.get(key);
  return channel ? { data: channelView(channel, account) } : { error: 404, text: 'Not Found' };
};

/** The caller saves the channel. */
export const updateMetadata = (
  world: World,
  account: Account,
  channel: Newsletter,
  { name, description, picture }: ChannelUpdates = {},
): unknown => {
  const { newsletters } = world;
  if (name !== undefined) channel.name = { id: newsletters.revision(), text: name };
  if (description !== undefined) {
    channel.description = { id: newsletters.revision(), text: description };
  }
  if (picture !== undefined) {
    channel.picture = picture === '' ? undefined : { id: newsletters.revision(), base64: picture };
  }
  if (channel.picture) {
    const { id, base64 } = channel.picture;
    world.media.put(`/pictures/${id}`, Buffer.from(base64, 'base64'));
  }
  if (name !== undefined || description !== undefined) {
    announceSettings(world, channel, {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
    });
  }
  return channelView(channel, account);
};
