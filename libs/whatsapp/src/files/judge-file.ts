import { stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { UnsupportedFileError } from './unsupported-file.js';

const MIB = 1024 * 1024;

/** Kinds of files as WhatsApp has them, and the largest it takes of each. */
const LIMITS_BYTES = {
  image: 16 * MIB,
  video: 64 * MIB,
  audio: 16 * MIB,
  document: 100 * MIB,
  sticker: 16 * MIB,
} as const;

export type FileKind = keyof typeof LIMITS_BYTES;

const GENERIC = 'application/octet-stream';
/** What holds a picture or a sound though its type does not begin so. */
const ALSO: Readonly<Partial<Record<FileKind, readonly string[]>>> = {
  audio: ['video/ogg', 'application/ogg', 'video/mp4', 'video/webm'],
};

export interface JudgedFile {
  /** Read off the bytes, if they show it. */
  readonly mimeType: string;
  readonly sizeBytes: number;
}

/** What a file is by its bytes. Throws `UnsupportedFileError` when it cannot be sent as this kind. */
export async function judgeFile(
  path: string,
  kind: FileKind,
  declared: string | undefined,
): Promise<JudgedFile> {
  const { size: sizeBytes } = await stat(path);
  if (sizeBytes === 0) throw new UnsupportedFileError('the file is empty');
  if (sizeBytes > LIMITS_BYTES[kind]) {
    const limit = LIMITS_BYTES[kind] / MIB;
    throw new UnsupportedFileError(`${withArticle(kind)} may have at most ${limit} MiB`);
  }
  const found = (await fileTypeFromFile(path))?.mime;
  if (kind === 'document') return { mimeType: declared ?? found ?? GENERIC, sizeBytes };
  const family = kind === 'sticker' ? 'image' : kind;
  const fits = found?.startsWith(`${family}/`) ?? false;
  if (!found || !(fits || ALSO[kind]?.includes(found))) {
    throw new UnsupportedFileError(`${found ?? 'the file'} is not ${withArticle(family)}`);
  }
  return { mimeType: found, sizeBytes };
}

const withArticle = (kind: FileKind): string =>
  kind === 'image' || kind === 'audio' ? `an ${kind} file` : `a ${kind} file`;
