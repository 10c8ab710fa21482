import { type EntryFields, type InboxEntry } from '../inbox/entry.js';
import { decodeInterest, type RouteInterest } from './interest.js';

/** From a node to the owner of an instance. Without an interest the route is closed. */
export interface RouteNotice {
  readonly instanceId: string;
  readonly node: string;
  /** Comes back in the answer. */
  readonly notice: string;
  readonly interest: RouteInterest | undefined;
}

/** `not_held`: the receiver does not own the instance (any more, or not yet). Its owner reads the routes itself. */
export type RouteAnswer = 'acknowledged' | 'not_held';

export const noticeFields = ({
  instanceId,
  node,
  notice,
}: Omit<RouteNotice, 'interest'>): EntryFields => ({ about: 'notice', instanceId, node, notice });

export function readNotice({ fields, body }: InboxEntry): RouteNotice | undefined {
  const { about, instanceId, node, notice } = fields;
  if (about !== 'notice' || !instanceId || !node || !notice) return undefined;
  const interest = body.length > 0 ? decodeInterest(body.toString()) : undefined;
  return { instanceId, node, notice, interest };
}

export const answerFields = (notice: string, answer: RouteAnswer): EntryFields => ({
  about: 'answer',
  notice,
  answer,
});

export function readAnswer({
  fields,
}: InboxEntry): { readonly notice: string; readonly answer: RouteAnswer } | undefined {
  const { about, notice, answer } = fields;
  if (about !== 'answer' || !notice) return undefined;
  return { notice, answer: answer === 'acknowledged' ? 'acknowledged' : 'not_held' };
}
