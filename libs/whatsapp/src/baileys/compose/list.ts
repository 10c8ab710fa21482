import { type ListContent } from '@starling/contract';
import { proto } from '@whiskeysockets/baileys';
import { type Outgoing } from '../../port/outgoing.js';

export const composeList = ({
  contentText,
  buttonText,
  headerText,
  footerText,
  sections,
}: ListContent): Outgoing['content'] => ({
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
