import { Person, type Chat, type SendOptions, type Sent } from './person.js';
import type { ReceivedMessage } from '../handset/received.js';

/** A person whom the account under test knows. It answers by itself only when a script tells it to. */
export class Contact extends Person {
  /** Takes one of the buttons in a message that arrived here. */
  pressButton(
    chat: Chat,
    message: ReceivedMessage,
    button: { id: string; text: string },
    options: SendOptions = {},
  ): Promise<Sent> {
    return this.sendProto(
      chat,
      {
        buttonsResponseMessage: {
          selectedButtonId: button.id,
          selectedDisplayText: button.text,
          type: 1,
          contextInfo: { stanzaId: message.id, quotedMessage: message.message },
        },
      },
      options,
    );
  }

  /** Chooses a row of a list in a message that arrived here. */
  chooseRow(
    chat: Chat,
    message: ReceivedMessage,
    row: { id: string; title: string },
    options: SendOptions = {},
  ): Promise<Sent> {
    return this.sendProto(
      chat,
      {
        listResponseMessage: {
          title: row.title,
          listType: 1,
          singleSelectReply: { selectedRowId: row.id },
          contextInfo: { stanzaId: message.id, quotedMessage: message.message },
        },
      },
      options,
    );
  }

  /** Forgets its sessions with a person's devices, as after a new installation: the next message opens new ones. */
  forgetSessions(person: Person): void {
    for (const { id } of person.account.companions.values()) {
      this.handset.endpoint.forgetSession(person.account.lid, id);
    }
  }
}
