import { type FileHandle, open } from 'node:fs/promises';

/* An MP4 or QuickTime file is boxes in boxes: 32 bits of length, four letters, content. */
const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;
/** A length of one says that the true one follows, of nought that the box goes on to the end. */
const IS_LONG = 1;
/** More boxes than any camera writes: a file of tiny ones would be read for minutes. */
const MAX_BOXES = 200;

interface Box {
  readonly from: number;
  readonly to: number;
}

/** What the header of the film says, which readers of sounds leave out. Undefined: it is none, or does not say. */
export async function readMp4Seconds(path: string): Promise<number | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const film = await findBox(file, { from: 0, to: size }, 'moov');
    const header = film && (await findBox(file, film, 'mvhd'));
    return header && (await secondsIn(file, header));
  } finally {
    await file.close();
  }
}

async function findBox(
  file: FileHandle,
  { from, to }: Box,
  name: string,
): Promise<Box | undefined> {
  for (let boxes = 0, at = from; boxes < MAX_BOXES && at + HEADER_BYTES <= to; boxes += 1) {
    const header = await bytesAt(file, at, LONG_HEADER_BYTES);
    const length = header.readUInt32BE(0);
    const isLong = length === IS_LONG;
    const headerBytes = isLong ? LONG_HEADER_BYTES : HEADER_BYTES;
    const whole = isLong ? Number(header.readBigUInt64BE(8)) : length || to - at;
    if (whole < headerBytes) return undefined;
    if (header.toString('latin1', 4, 8) === name) return { from: at + headerBytes, to: at + whole };
    at += whole;
  }
  return undefined;
}

async function secondsIn(file: FileHandle, { from }: Box): Promise<number | undefined> {
  const header = await bytesAt(file, from, 32);
  const isWide = header[0] === 1;
  const scale = header.readUInt32BE(isWide ? 20 : 12);
  const duration = isWide ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
  const seconds = duration / scale;
  return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}

/** Beyond the end of the file there is nothing but noughts. */
async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, position);
  return bytes;
}
