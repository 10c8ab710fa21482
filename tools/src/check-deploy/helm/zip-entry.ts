import { inflateRawSync } from 'node:zlib';

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * Reads one file of a zip archive, which it finds in the central directory. It supports archives below 4 GB without
 * encryption. It throws for other archives, and when the file is missing.
 */
export function readZipEntry(archive: Buffer, name: string): Buffer {
  const end = findEnd(archive);
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error('The zip archive is damaged');
    const nameLength = archive.readUInt16LE(at + 28);
    const entryName = archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    if (entryName === name) return unpack(archive, at, name);
    at += ENTRY_BYTES + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`The zip archive has no ${name}`);
}

/** Only a comment of up to 64 kB may follow the end record. */
function findEnd(archive: Buffer): number {
  for (let at = archive.length - END_BYTES; at >= 0; at -= 1) {
    if (archive.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new Error('This is not a zip archive');
}

function unpack(archive: Buffer, entry: number, name: string): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const packedLength = archive.readUInt32LE(entry + 20);
  const length = archive.readUInt32LE(entry + 24);
  const header = archive.readUInt32LE(entry + 42);
  // The local header repeats the name. The length of its extra field may differ from the one in the directory.
  const start =
    header +
    LOCAL_HEADER_BYTES +
    archive.readUInt16LE(header + 26) +
    archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + packedLength);
  const content = method === STORED ? packed : method === DEFLATED ? inflateRawSync(packed) : null;
  if (content?.length !== length)
    throw new Error(`The zip archive holds ${name} in an unknown way`);
  return content;
}
