import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const FILE_LIMIT_BYTES = 20 * 1024 * 1024;
const OLD_FILES = 4;

/** Appends whole lines. The file and each of its four predecessors stay below the limit. */
export class LogFile {
  private descriptor: number;
  private sizeBytes: number;

  constructor(
    readonly path: string,
    private readonly limitBytes = FILE_LIMIT_BYTES,
  ) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.descriptor = openSync(path, 'a', 0o600);
    this.sizeBytes = fstatSync(this.descriptor).size;
  }

  write(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    if (this.sizeBytes > 0 && this.sizeBytes + bytes.length > this.limitBytes) this.rotate();
    writeSync(this.descriptor, bytes);
    this.sizeBytes += bytes.length;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private rotate(): void {
    closeSync(this.descriptor);
    for (let age = OLD_FILES - 1; age >= 0; age--) {
      const from = age === 0 ? this.path : `${this.path}.${age}`;
      if (existsSync(from)) renameSync(from, `${this.path}.${age + 1}`);
    }
    this.descriptor = openSync(this.path, 'a', 0o600);
    this.sizeBytes = 0;
  }
}
