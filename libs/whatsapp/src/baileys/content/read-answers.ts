import { type Blocks } from '../../port/message.js';
import { type Content, type RawReading } from './reading.js';

const QUICK_REPLY = 'quick_reply';
/** A choice from a list; clients name it by the button or by the menu that it opened. */
const CHOICES: ReadonlySet<string> = new Set(['single_select', 'menu_options']);

/** A tap or a choice carries no quote, whatever its context says. */
const answer = (type: RawReading['type'], interactive: Blocks['interactive']): RawReading => ({
  type,
  content: '',
  blocks: { interactive },
});

const chosen = (id: string, title: string, description: string): RawReading =>
  answer('list_response', {
    selectedReply: { selectedRowID: id },
    selectedRowId: id,
    title,
    description,
  });

export function readAnswers(content: Content): RawReading | undefined {
  const { buttonsResponseMessage, templateButtonReplyMessage, listResponseMessage } = content;
  if (buttonsResponseMessage) {
    return answer('buttons_response', {
      selectedButtonId: buttonsResponseMessage.selectedButtonId ?? '',
      title: buttonsResponseMessage.selectedDisplayText ?? '',
    });
  }
  if (templateButtonReplyMessage) {
    const { selectedId, selectedDisplayText, selectedIndex, selectedCarouselCardIndex } =
      templateButtonReplyMessage;
    return answer('template_button_reply', {
      selectedButtonId: selectedId ?? '',
      title: selectedDisplayText ?? '',
      selectedIndex: selectedIndex ?? 0,
      ...(typeof selectedCarouselCardIndex === 'number' && { selectedCarouselCardIndex }),
    });
  }
  if (listResponseMessage) {
    const { singleSelectReply, title, description } = listResponseMessage;
    return chosen(singleSelectReply?.selectedRowId ?? '', title ?? '', description ?? '');
  }
  return readNativeFlow(content);
}

interface FlowParams {
  readonly id?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly display_text?: unknown;
  readonly flow_token?: unknown;
}

function readNativeFlow({ interactiveResponseMessage }: Content): RawReading | undefined {
  const flow = interactiveResponseMessage?.nativeFlowResponseMessage;
  if (!interactiveResponseMessage) return undefined;
  const body = interactiveResponseMessage.body?.text ?? '';
  const params = parse(flow?.paramsJson);
  const name = flow?.name ?? '';
  const id = text(params.id);
  if (CHOICES.has(name)) {
    return chosen(id, text(params.title) || body, text(params.description));
  }
  if (name === QUICK_REPLY || (id && !params.flow_token)) {
    const title = text(params.display_text) || text(params.title) || body;
    return answer('buttons_response', { selectedButtonId: id, title });
  }
  return {
    ...answer('interactive', {
      name,
      flow_token: text(params.flow_token),
      paramsJson: flow?.paramsJson ?? '',
      body,
    }),
    content: body,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A client may put any text there; everything but an object is ignored. */
function parse(json: string | null | undefined): FlowParams {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
