import { type FileContent } from '../port/outgoing.js';
import { type Converters, type FileConverter } from './converters.js';
import { ensureSize, type FileKind, type JudgedFile, judgeFile } from './judge-file.js';
import { extensionOf } from './named-types.js';
import { convertToSticker, ensureStickerSize } from './sticker.js';
import { readVideo } from './video.js';
import { convertToVoiceNote, measureWaveform, VOICE_MIME_TYPE } from './voice-note.js';

/** A file on this machine's disk, and what its sender says of it. */
export interface FileToSend {
  readonly path: string;
  readonly kind: FileKind;
  readonly mimeType: string | undefined;
  /** What the server says that it came from: counts when neither bytes nor name say more. */
  readonly servedMimeType?: string | undefined;
  readonly fileName: string | undefined;
  readonly caption: string;
  readonly isVoice: boolean;
  readonly durationSeconds: number | undefined;
  readonly waveform: readonly number[] | undefined;
  readonly mentions: readonly string[];
}

export interface Workbench {
  /** Only a path to a new file, for what has to be converted. */
  newPath(): Promise<string>;
  /** What works on the file ends with it; its reason is thrown. */
  readonly signal: AbortSignal;
  /** The file waits behind other files of this account only. */
  readonly account: string;
  readonly converters: Converters;
}

interface FileWork {
  readonly newPath: Workbench['newPath'];
  readonly converter: FileConverter;
}

const UNKNOWN_SECONDS = 0;
const STICKER_MIME_TYPE = 'image/webp';

/**
 * Judges and converts a file for upload. Throws `UnsupportedFileError`, and `QueueFullError` when the account
 * has too many files waiting.
 */
export async function prepareFile(
  file: FileToSend,
  { newPath, signal, account, converters }: Workbench,
): Promise<FileContent> {
  const { path, kind } = file;
  const judged = await judgeFile(path, kind, file.fileName, file.servedMimeType);
  // Documents go as they are.
  if (kind === 'document') return document(file, judged);
  return converters.run(account, signal, (converter) =>
    convert({ ...file, kind }, judged, { newPath, converter }),
  );
}

async function convert(
  file: FileToSend & { readonly kind: Exclude<FileKind, 'document'> },
  judged: JudgedFile,
  work: FileWork,
): Promise<FileContent> {
  const { path, kind } = file;
  const { converter } = work;
  const mimeType = file.mimeType ?? judged.mimeType;
  switch (kind) {
    case 'image': {
      const { width, height, thumbnail } = { ...(await converter.describePicture(path)) };
      return { kind, path, mimeType, width, height, thumbnail, ...wordsOf(file) };
    }
    case 'video': {
      const { durationSeconds, thumbnail } = await readVideo(path, converter);
      const seconds = file.durationSeconds ?? durationSeconds;
      return { kind, path, mimeType, seconds, thumbnail, ...wordsOf(file) };
    }
    case 'audio':
      return file.isVoice ? voiceNote(file, mimeType, work) : sound(file, mimeType, work);
    case 'sticker':
      return sticker(path, judged, work);
  }
}

function document(file: FileToSend, judged: JudgedFile): FileContent {
  const mimeType = file.mimeType ?? judged.mimeType;
  const fileName = file.fileName ?? nameOf(mimeType, judged);
  return { kind: 'document', path: file.path, mimeType, fileName, ...wordsOf(file) };
}

const wordsOf = ({ caption, mentions }: FileToSend) => ({
  caption,
  mentions,
});

function nameOf(mimeType: string, { extension }: JudgedFile): string {
  const known = extensionOf(mimeType) ?? extension;
  return known ? `file.${known}` : 'file';
}

async function sound(
  file: FileToSend,
  mimeType: string,
  { converter }: FileWork,
): Promise<FileContent> {
  const track = await converter.readTrack(file.path);
  const seconds = file.durationSeconds ?? track?.durationSeconds ?? UNKNOWN_SECONDS;
  return { kind: 'audio', path: file.path, mimeType, seconds };
}

async function voiceNote(
  file: FileToSend,
  mimeType: string,
  { newPath, converter }: FileWork,
): Promise<FileContent> {
  const original = await converter.readTrack(file.path);
  const converted = await newPath();
  const isOpus = original?.isOpus === true;
  const isReady = isOpus && original.isMono;
  const isConverted = !isReady && (await convertToVoiceNote(file.path, converted, converter));
  const path = isConverted ? converted : file.path;
  await ensureSize(path, 'audio');
  const waveform = file.waveform
    ? Uint8Array.from(file.waveform)
    : await measureWaveform(path, converter);
  return {
    kind: 'audio',
    path,
    mimeType: isConverted || isOpus ? VOICE_MIME_TYPE : mimeType,
    isVoice: true,
    seconds: file.durationSeconds ?? original?.durationSeconds ?? UNKNOWN_SECONDS,
    ...(waveform && { waveform }),
  };
}

async function sticker(
  path: string,
  { mimeType }: JudgedFile,
  { newPath, converter }: FileWork,
): Promise<FileContent> {
  const isReady = mimeType === STICKER_MIME_TYPE;
  const made = isReady ? path : await newPath();
  if (isReady) await ensureStickerSize(path);
  else await convertToSticker(path, made, converter);
  const { width, height, isAnimated } = { ...(await converter.describePicture(made)) };
  return { kind: 'sticker', path: made, mimeType: STICKER_MIME_TYPE, width, height, isAnimated };
}
