import { describe, expect, it } from '@jest/globals';
import { wav, WAV_HZ } from '../testing/sample-files.js';
import { Loudness } from './loudness.js';

const WAV_HEADER_BYTES = 44;

function barsOf(sound: Buffer, pieceBytes = sound.length): number[] {
  const loudness = new Loudness(WAV_HZ);
  for (let at = WAV_HEADER_BYTES; at < sound.length; at += pieceBytes) {
    loudness.hear(sound.subarray(at, at + pieceBytes));
  }
  return [...loudness.bars()];
}

describe('The loudness of a sound', () => {
  it('is sixty-four bars that rise as it rises', () => {
    const bars = barsOf(wav(8, (second) => second / 8));
    expect(bars).toHaveLength(64);
    expect(bars[63]).toBe(100);
    expect(bars.toSorted((a, b) => a - b)).toEqual(bars);
  });

  it('is the same in whatever pieces it comes', () => {
    const sound = wav(4, (second) => (second < 2 ? 0.2 : 0.9));
    expect(barsOf(sound, 777)).toEqual(barsOf(sound));
  });

  it('of silence, of an instant and of nothing is still sixty-four bars', () => {
    expect(barsOf(wav(1, () => 0))).toEqual(Array(64).fill(0));
    expect(barsOf(wav(1, () => 1).subarray(0, WAV_HEADER_BYTES + 20))).toHaveLength(64);
    expect(barsOf(wav(0, () => 0))).toEqual(Array(64).fill(0));
  });
});
