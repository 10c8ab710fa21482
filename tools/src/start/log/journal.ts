import { rankOf, type Level, LEVELS, mergeLine } from './log-line.js';
import { type LogFile } from './log-file.js';
import { readableLine } from './readable-line.js';

export interface Terminal {
  isTTY: boolean;
  write(text: string): void;
}

/**
 * Writes the merged lines of all processes to the file and to the terminal. While the deployment starts, the terminal
 * shows the phases and no log lines.
 */
export class Journal {
  private live = false;
  private status = '';
  private readonly format: (line: string) => string;

  constructor(
    private readonly file: LogFile,
    private readonly terminal: Terminal,
    private readonly level: Level | 'silent',
    /** By default a terminal gets readable lines, and a pipe or file gets JSON. */
    format?: 'json' | 'pretty',
  ) {
    const isForPeople = format === undefined ? terminal.isTTY : format === 'pretty';
    this.format = isForPeople ? readableLine(terminal.isTTY) : (line) => `${line}\n`;
  }

  get path(): string {
    return this.file.path;
  }

  /** Writes one line of a process. `level` holds for lines without a level of their own. */
  record(service: string, line: string, level: Level): void {
    const merged = mergeLine(service, line, level);
    this.file.write(merged);
    const limit = this.level === 'silent' ? Infinity : LEVELS[this.level];
    if (this.live && rankOf(merged) >= limit) this.terminal.write(this.format(merged));
  }

  /** Prints a sentence for the person at the terminal, and writes it to the file. */
  say(sentence: string, level: Level = 'info'): void {
    this.file.write(mergeLine('supervisor', sentence, level));
    this.print(sentence);
  }

  /** Prints to the terminal alone, because tokens must not reach the file. */
  print(text: string): void {
    this.clearStatus();
    this.terminal.write(`${text}\n`);
    this.showStatus(this.status);
  }

  /** Shows the current step on a terminal, where the next output replaces it. */
  showStatus(status: string): void {
    this.clearStatus();
    this.status = status;
    if (this.terminal.isTTY && status !== '') this.terminal.write(`… ${status}`);
  }

  showLogs(): void {
    this.live = true;
  }

  private clearStatus(): void {
    if (this.terminal.isTTY && this.status !== '') this.terminal.write('\r\u001b[K');
  }
}
