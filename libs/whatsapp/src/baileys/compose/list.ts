import { type ListContent } from '@starling/contract';
import { proto } from '@whiskeysockets/baileys';
import { type BaileysContent } from './content.js';

export const composeList = ({
  contentText,
  buttonText,
  headerText,
  footerText,
  sections,
}: ListContent): BaileysContent => ({
  composed: {
    listMessage: {
      listType: proto.Message.ListMessage.ListType.SINGLE_SELECT,
      title: headerText,
      description: contentText,
      buttonText,
      footerText,
      sections: sections.map(({ title, rows }) => ({
        title,
        rows: rows.map(({ id: rowId, title: name, description }) => ({
          rowId,
          title: name,
          description,
        })),
      })),
    },
  },
});
