import { stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { typeByName } from './named-types.js';
import { UnsupportedFileError } from './unsupported-file.js';

const MIB = 1024 * 1024;

/** Kinds of files as WhatsApp has them, and the largest it takes of each; of stickers, before they are made. */
const LIMITS_MIB = { image: 16, video: 64, audio: 16, document: 100, sticker: 16 } as const;

export type FileKind = keyof typeof LIMITS_MIB;

const GENERIC = 'application/octet-stream';
/** Old office files share one container; only the name tells which type it is. */
const OLD_OFFICE = 'application/x-cfb';
/** What holds a sound though its type does not begin so. */
const SOUNDS = new Set(['video/ogg', 'application/ogg', 'video/mp4', 'video/webm']);
const STICKERS = new Set(['png', 'apng', 'jpeg', 'gif', 'webp'].map((one) => `image/${one}`));

export interface JudgedFile {
  /** From the bytes if they show it, else from the name. */
  readonly mimeType: string;
  readonly extension: string | undefined;
}

/** What a file is by its bytes. Throws `UnsupportedFileError` when it cannot be sent as this kind. */
export async function judgeFile(
  path: string,
  kind: FileKind,
  fileName: string | undefined,
  servedMimeType?: string,
): Promise<JudgedFile> {
  await ensureSize(path, kind);
  const found = await fileTypeFromFile(path);
  if (kind === 'document') {
    const named = typeByName(fileName);
    const shown = found?.mime === OLD_OFFICE && named ? undefined : found;
    return { mimeType: shown?.mime ?? named ?? servedMimeType ?? GENERIC, extension: shown?.ext };
  }
  if (!found || !fits(kind, found.mime)) {
    const what = kind === 'sticker' ? 'picture for a sticker' : `${kind} file`;
    throw new UnsupportedFileError(`${found?.mime ?? 'the file'} is not ${withArticle(what)}`);
  }
  return { mimeType: found.mime, extension: found.ext };
}

/** What is sent in the end may be larger than what came. */
export async function ensureSize(path: string, kind: FileKind): Promise<void> {
  const { size } = await stat(path);
  if (size === 0) throw new UnsupportedFileError('the file is empty');
  const limit = LIMITS_MIB[kind];
  if (size > limit * MIB) {
    throw new UnsupportedFileError(`${withArticle(`${kind} file`)} may have at most ${limit} MiB`);
  }
}

function fits(kind: FileKind, mimeType: string): boolean {
  if (kind === 'sticker') return STICKERS.has(mimeType);
  return mimeType.startsWith(`${kind}/`) || (kind === 'audio' && SOUNDS.has(mimeType));
}

const withArticle = (words: string): string => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
