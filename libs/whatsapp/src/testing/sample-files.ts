import sharp from 'sharp';

/* Small files of real formats, made without any tool that a machine may lack. */

export const WAV_HZ = 8_000;

/** One channel of 16 bits; `loudness` from 0 to 1 at each moment, in seconds. */
export function wav(seconds: number, loudness: (second: number) => number): Buffer {
  const samples = Buffer.alloc(seconds * WAV_HZ * 2);
  for (let at = 0; at < samples.length / 2; at += 1) {
    const wave = Math.sin((at / WAV_HZ) * 440 * 2 * Math.PI);
    samples.writeInt16LE(Math.round(wave * loudness(at / WAV_HZ) * 32_767), at * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  [16, 0x0001_0001, WAV_HZ, WAV_HZ * 2, 0x0010_0002].forEach((field, n) =>
    header.writeUInt32LE(field, 16 + n * 4),
  );
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

const OPUS_HZ = 48_000;

/** As phones record, but silent. */
export function opus(seconds: number, channels: 1 | 2): Buffer {
  const head = Buffer.from(`OpusHead\u0001${String.fromCharCode(channels)}`.padEnd(19, '\0'));
  head.writeUInt32LE(OPUS_HZ, 12);
  const tags = Buffer.from('OpusTags'.padEnd(16, '\0'));
  const silence = Buffer.from([0xf8, 0xff, 0xfe]);
  return Buffer.concat([
    oggPage(head, 0, 0, 2),
    oggPage(tags, 0, 1, 0),
    oggPage(silence, seconds * OPUS_HZ, 2, 4),
  ]);
}

function oggPage(packet: Buffer, position: number, sequence: number, flags: number): Buffer {
  const header = Buffer.alloc(28);
  header.write('OggS');
  header[5] = flags;
  header.writeBigUInt64LE(BigInt(position), 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = 1;
  header[27] = packet.length;
  const page = Buffer.concat([header, packet]);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}

const oggChecksum = (page: Buffer): number =>
  page.reduce((sum, byte) => {
    let next = sum ^ (byte << 24);
    for (let bit = 0; bit < 8; bit += 1) next = (next << 1) ^ (next < 0 ? 0x04c1_1db7 : 0);
    return next;
  }, 0) >>> 0;

/** Says how long it is, and shows nothing. */
export function mp4(seconds: number): Buffer {
  const times = Buffer.alloc(100);
  times.writeUInt32BE(1_000, 12);
  times.writeUInt32BE(seconds * 1_000, 16);
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isommp41')),
    box('moov', box('mvhd', times)),
  ]);
}

function box(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.length);
  header.write(name, 4);
  return Buffer.concat([header, content]);
}

export const picture = (format: 'png' | 'jpeg' | 'webp', width = 300, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } })
    .toFormat(format)
    .toBuffer();

/** Of differing pictures: equal ones would become one. */
export async function gif(frames: number, width = 60, height = 40): Promise<Buffer> {
  const pictures = Array.from({ length: frames }, (_, n) =>
    sharp({ create: { width, height, channels: 4, background: { r: n * 40, g: 0, b: 0 } } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(pictures), { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** Nobody can make it small. */
export const noise = (width: number, height: number, format: 'png' | 'webp'): Promise<Buffer> =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'red',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .toFormat(format, { lossless: true })
    .toBuffer();
