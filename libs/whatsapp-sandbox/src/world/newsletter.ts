import type { Account } from '../accounts/account.js';

export type Role = 'OWNER' | 'ADMIN' | 'SUBSCRIBER';

/** People are named by LID (digits). */
export interface Newsletter {
  readonly jid: string;
  readonly invite: string;
  readonly createdMs: number;
  name: { id: string; text: string };
  description: { id: string; text: string };
  picture: { id: string; base64: string } | undefined;
  readonly roles: Map<string, Role>;
  readonly muted: Set<string>;
}

export const mayPost = ({ roles }: Newsletter, { lid }: Account): boolean => {
  const role = roles.get(lid);
  return role === 'OWNER' || role === 'ADMIN';
};
