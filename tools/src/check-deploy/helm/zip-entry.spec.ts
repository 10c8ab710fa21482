import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readZipEntry } from './zip-entry.js';

interface Entry {
  name: string;
  content: Buffer;
  deflated: boolean;
}

/** Local headers have an extra field that the directory does not repeat, as in archives of real programs. */
function zip(entries: Entry[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, deflated } of entries) {
    const packed = deflated ? deflateRawSync(content) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.from(common);
    local.writeUInt16LE(5, 24);
    const header = Buffer.concat([Buffer.from('PK\x03\x04'), local, Buffer.from(`${name}extra`)]);
    const central = Buffer.concat([
      Buffer.from('PK\x01\x02\x14\x00'),
      common,
      Buffer.alloc(14),
      Buffer.from(name),
    ]);
    central.writeUInt32LE(offset, 42);
    parts.push(header, packed);
    directory.push(central);
    offset += header.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}

const archive = zip(
  [
    { name: 'a/', content: Buffer.alloc(0), deflated: false },
    { name: 'a/plain', content: Buffer.from('as it is'), deflated: false },
    { name: 'a/packed', content: Buffer.alloc(5_000, 'x'), deflated: true },
  ],
  'made for a test',
);

describe('A file in a zip archive', () => {
  it('is read unchanged, stored or deflated', () => {
    expect(readZipEntry(archive, 'a/plain').toString()).toBe('as it is');
    expect(readZipEntry(archive, 'a/packed')).toEqual(Buffer.alloc(5_000, 'x'));
  });

  it('throws when the file is missing or the archive is not a zip archive', () => {
    expect(() => readZipEntry(archive, 'b')).toThrow('The zip archive has no b');
    expect(() => readZipEntry(Buffer.alloc(100), 'b')).toThrow('This is not a zip archive');
  });
});
