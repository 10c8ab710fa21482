import { type AnyMediaMessageContent } from '@whiskeysockets/baileys';
import { type FileKind, judgeFile } from './judge-file.js';
import { convertToSticker } from './sticker.js';
import { convertToVoiceNote, measureWaveform, readSound, VOICE_MIME_TYPE } from './voice-note.js';

/** A file on this machine's disk, and what its sender says of it. */
export interface FileToSend {
  readonly path: string;
  readonly kind: FileKind;
  readonly mimeType: string | undefined;
  readonly fileName: string | undefined;
  readonly caption: string;
  readonly isVoice: boolean;
  readonly durationSeconds: number | undefined;
  readonly waveform: readonly number[] | undefined;
  readonly mentions: readonly string[];
}

/** Only a path to a new file, for what has to be converted. */
export type Scratch = () => Promise<string>;

/** What Baileys uploads, streaming from the disk. Throws `UnsupportedFileError`. */
export async function prepareFile(
  file: FileToSend,
  newPath: Scratch,
): Promise<AnyMediaMessageContent> {
  const { path, kind, caption } = file;
  const judged = await judgeFile(path, kind, file.mimeType);
  const mimetype = file.mimeType ?? judged.mimeType;
  const words = { ...(caption && { caption }), mentions: [...file.mentions] };
  switch (kind) {
    case 'image':
      return { image: { url: path }, mimetype, ...words };
    case 'video':
      return { video: { url: path }, mimetype, ...words };
    case 'document': {
      const fileName = file.fileName ?? 'file';
      return { document: { url: path }, mimetype, fileName, ...words };
    }
    case 'audio':
      return file.isVoice ? voiceNote(file, mimetype, newPath) : sound(file, mimetype);
    case 'sticker':
      return sticker(path, judged.mimeType, newPath);
  }
}

async function sound(file: FileToSend, mimetype: string): Promise<AnyMediaMessageContent> {
  const { durationSeconds } = await readSound(file.path);
  return soundOf(file.path, mimetype, false, file.durationSeconds ?? durationSeconds);
}

async function voiceNote(
  file: FileToSend,
  mimetype: string,
  newPath: Scratch,
): Promise<AnyMediaMessageContent> {
  const original = await readSound(file.path);
  const converted = await newPath();
  const isConverted = !original.isVoiceFormat && (await convertToVoiceNote(file.path, converted));
  const path = isConverted ? converted : file.path;
  const isVoiceFormat = original.isVoiceFormat || isConverted;
  const waveform = file.waveform ? Uint8Array.from(file.waveform) : await measureWaveform(path);
  return {
    ...soundOf(
      path,
      isVoiceFormat ? VOICE_MIME_TYPE : mimetype,
      true,
      file.durationSeconds ?? original.durationSeconds,
    ),
    ...(waveform && { waveform }),
  };
}

const soundOf = (path: string, mimetype: string, ptt: boolean, seconds: number | undefined) => ({
  audio: { url: path },
  mimetype,
  ptt,
  // Baileys would read it again.
  seconds: seconds === undefined ? 0 : Math.round(seconds),
});

async function sticker(
  path: string,
  mimeType: string,
  newPath: Scratch,
): Promise<AnyMediaMessageContent> {
  if (mimeType === 'image/webp') return { sticker: { url: path }, mimetype: mimeType };
  const converted = await newPath();
  await convertToSticker(path, converted);
  return { sticker: { url: converted }, mimetype: 'image/webp' };
}
