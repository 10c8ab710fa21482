/** What a message says of its file; null where its sender said nothing. */
export interface FileFacts {
  readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'ptt' | 'ptv';
  readonly mimeType: string;
  readonly size: number | null;
  readonly duration: number | null;
}

/** The question of a poll and its options. */
export interface PollFacts {
  readonly name: string;
  readonly options: readonly string[];
}
