import { type AnyMediaMessageContent } from '@whiskeysockets/baileys';
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

/**
 * Baileys makes what is missing by itself, from a copy that it writes to the disk, with a shell and without bounds. Empty
 * is not missing.
 */
const NO_THUMBNAIL = '';
const UNKNOWN_SECONDS = 0;
const STICKER_MIME_TYPE = 'image/webp';

/**
 * What Baileys uploads, streaming from the disk. Throws `UnsupportedFileError`, and `QueueFullError` when the account
 * has too many files waiting.
 */
export async function prepareFile(
  file: FileToSend,
  { newPath, signal, account, converters }: Workbench,
): Promise<AnyMediaMessageContent> {
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
): Promise<AnyMediaMessageContent> {
  const { path, kind } = file;
  const { converter } = work;
  const mimetype = file.mimeType ?? judged.mimeType;
  switch (kind) {
    case 'image': {
      const { width, height, thumbnail } = { ...(await converter.describePicture(path)) };
      const shown = { width, height, jpegThumbnail: thumbnail ?? NO_THUMBNAIL };
      return { image: { url: path }, mimetype, ...shown, ...wordsOf(file) };
    }
    case 'video': {
      const { durationSeconds, thumbnail } = await readVideo(path, converter);
      const seconds = file.durationSeconds ?? durationSeconds;
      const shown = { jpegThumbnail: thumbnail ?? NO_THUMBNAIL, ...(seconds && { seconds }) };
      return { video: { url: path }, mimetype, ...shown, ...wordsOf(file) };
    }
    case 'audio':
      return file.isVoice ? voiceNote(file, mimetype, work) : sound(file, mimetype, work);
    case 'sticker':
      return sticker(path, judged, work);
  }
}

function document(file: FileToSend, judged: JudgedFile): AnyMediaMessageContent {
  const mimetype = file.mimeType ?? judged.mimeType;
  const fileName = file.fileName ?? nameOf(mimetype, judged);
  return { document: { url: file.path }, mimetype, fileName, ...wordsOf(file) };
}

const wordsOf = ({ caption, mentions }: FileToSend) => ({
  ...(caption && { caption }),
  mentions: [...mentions],
});

function nameOf(mimeType: string, { extension }: JudgedFile): string {
  const known = extensionOf(mimeType) ?? extension;
  return known ? `file.${known}` : 'file';
}

async function sound(
  file: FileToSend,
  mimetype: string,
  { converter }: FileWork,
): Promise<AnyMediaMessageContent> {
  const track = await converter.readTrack(file.path);
  const seconds = file.durationSeconds ?? track?.durationSeconds ?? UNKNOWN_SECONDS;
  return { audio: { url: file.path }, mimetype, ptt: false, seconds };
}

async function voiceNote(
  file: FileToSend,
  mimetype: string,
  { newPath, converter }: FileWork,
): Promise<AnyMediaMessageContent> {
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
    audio: { url: path },
    mimetype: isConverted || isOpus ? VOICE_MIME_TYPE : mimetype,
    ptt: true,
    seconds: file.durationSeconds ?? original?.durationSeconds ?? UNKNOWN_SECONDS,
    ...(waveform && { waveform }),
  };
}

async function sticker(
  path: string,
  { mimeType }: JudgedFile,
  { newPath, converter }: FileWork,
): Promise<AnyMediaMessageContent> {
  const isReady = mimeType === STICKER_MIME_TYPE;
  const made = isReady ? path : await newPath();
  if (isReady) await ensureStickerSize(path);
  else await convertToSticker(path, made, converter);
  const { width, height, isAnimated } = { ...(await converter.describePicture(made)) };
  return { sticker: { url: made }, mimetype: STICKER_MIME_TYPE, width, height, isAnimated };
}
