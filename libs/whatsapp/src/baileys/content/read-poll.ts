import { type Content, type RawReading } from './reading.js';

/** The question and its options; all versions of the message say the same. */
export const pollOf = (content: Content) =>
  content.pollCreationMessage ??
  content.pollCreationMessageV2 ??
  content.pollCreationMessageV3 ??
  content.pollCreationMessageV5;

export function readPoll(content: Content): RawReading | undefined {
  const poll = pollOf(content);
  if (!poll) return undefined;
  const title = poll.name ?? '';
  const options = (poll.options ?? []).map(({ optionName }) => ({ name: optionName ?? '' }));
  const numbered = options.map(({ name }, index) => `${index + 1}. ${name}`);
  return {
    type: 'poll',
    content: [title, ...numbered].join('\n'),
    contextInfo: poll.contextInfo,
    extras: { poll: { title, options, selectableCount: poll.selectableOptionsCount ?? 0 } },
  };
}

/** The question and the options of a stored poll. */
export function pollFactsOf(
  message: Content,
): { readonly name: string; readonly options: readonly string[] } | undefined {
  const poll = pollOf(message);
  if (!poll) return undefined;
  const options = (poll.options ?? []).map(({ optionName }) => optionName ?? '');
  return { name: poll.name ?? '', options };
}
