import { type AnyMediaMessageContent } from '@whiskeysockets/baileys';
import { ensureSize, type FileKind, type JudgedFile, judgeFile } from './judge-file.js';
import { extensionOf } from './named-types.js';
import { readPicture } from './picture.js';
import { convertToSticker, ensureStickerSize } from './sticker.js';
import { readTrack } from './track.js';
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
}

/**
 * Baileys makes what is missing by itself, from a copy that it writes to the disk, with a shell and without bounds. Empty
 * is not missing.
 */
const NO_THUMBNAIL = '';
const UNKNOWN_SECONDS = 0;
const STICKER_MIME_TYPE = 'image/webp';

/** What Baileys uploads, streaming from the disk. Throws `UnsupportedFileError`. */
export async function prepareFile(
  file: FileToSend,
  bench: Workbench,
): Promise<AnyMediaMessageContent> {
  const { path, kind, caption } = file;
  const judged = await judgeFile(path, kind, file.fileName, file.servedMimeType);
  const mimetype = file.mimeType ?? judged.mimeType;
  const words = { ...(caption && { caption }), mentions: [...file.mentions] };
  switch (kind) {
    case 'image': {
      const { width, height, thumbnail } = { ...(await readPicture(path, bench.signal)) };
      const shown = { width, height, jpegThumbnail: thumbnail ?? NO_THUMBNAIL };
      return { image: { url: path }, mimetype, ...shown, ...words };
    }
    case 'video': {
      const { durationSeconds, thumbnail } = await readVideo(path, bench.signal);
      const seconds = file.durationSeconds ?? durationSeconds;
      const shown = { jpegThumbnail: thumbnail ?? NO_THUMBNAIL, ...(seconds && { seconds }) };
      return { video: { url: path }, mimetype, ...shown, ...words };
    }
    case 'document': {
      const fileName = file.fileName ?? nameOf(mimetype, judged);
      return { document: { url: path }, mimetype, fileName, ...words };
    }
    case 'audio':
      return file.isVoice ? voiceNote(file, mimetype, bench) : sound(file, mimetype);
    case 'sticker':
      return sticker(path, judged, bench);
  }
}

function nameOf(mimeType: string, { extension }: JudgedFile): string {
  const known = extensionOf(mimeType) ?? extension;
  return known ? `file.${known}` : 'file';
}

async function sound(file: FileToSend, mimetype: string): Promise<AnyMediaMessageContent> {
  const { durationSeconds } = await readTrack(file.path);
  const seconds = file.durationSeconds ?? durationSeconds ?? UNKNOWN_SECONDS;
  return { audio: { url: file.path }, mimetype, ptt: false, seconds };
}

async function voiceNote(
  file: FileToSend,
  mimetype: string,
  { newPath, signal }: Workbench,
): Promise<AnyMediaMessageContent> {
  const original = await readTrack(file.path);
  const converted = await newPath();
  const isReady = original.isOpus && original.isMono;
  const isConverted = !isReady && (await convertToVoiceNote(file.path, converted, signal));
  const path = isConverted ? converted : file.path;
  await ensureSize(path, 'audio');
  const waveform = file.waveform
    ? Uint8Array.from(file.waveform)
    : await measureWaveform(path, signal);
  return {
    audio: { url: path },
    mimetype: isConverted || original.isOpus ? VOICE_MIME_TYPE : mimetype,
    ptt: true,
    seconds: file.durationSeconds ?? original.durationSeconds ?? UNKNOWN_SECONDS,
    ...(waveform && { waveform }),
  };
}

async function sticker(
  path: string,
  { mimeType }: JudgedFile,
  { newPath, signal }: Workbench,
): Promise<AnyMediaMessageContent> {
  const isReady = mimeType === STICKER_MIME_TYPE;
  const made = isReady ? path : await newPath();
  if (isReady) await ensureStickerSize(path);
  else await convertToSticker(path, made, signal);
  const { width, height, isAnimated } = { ...(await readPicture(made, signal)) };
  return { sticker: { url: made }, mimetype: STICKER_MIME_TYPE, width, height, isAnimated };
}
