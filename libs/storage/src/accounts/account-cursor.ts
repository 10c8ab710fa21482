import { StorageError } from '../errors/storage-error.js';

/** The last account of a page. A position, not a row: it holds even if that account is deleted. */
export interface AccountPosition {
  readonly createdAt: Date;
  readonly id: string;
}

const POSITION = /^(\d{1,15})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

export const encodeCursor = ({ createdAt, id }: AccountPosition): string =>
  Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');

/** Throws `InvalidCursor`. */
export function decodeCursor(cursor: string): AccountPosition {
  const [, milliseconds, id] = POSITION.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (milliseconds === undefined || id === undefined) throw new StorageError('InvalidCursor');
  return { createdAt: new Date(Number(milliseconds)), id };
}
