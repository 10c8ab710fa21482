import { Person, type Chat, type SendOptions, type Sent } from './person.js';
import type { ReceivedMessage } from '../handset/received.js';

/** A person who chats with the accounts under test. It answers by itself only while a script runs. */
export class Contact extends Person {
  /** Presses a button of a message in the inbox. */
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

  /** Chooses a row of a list message in the inbox. */
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

  /** Deletes the sessions with a person's devices, as a new installation does: the next message opens new ones. */
  forgetSessions(person: Person): void {
    for (const { id } of person.account.companions.values()) {
      this.handset.endpoint.forgetSession(person.account.lid, id);
    }
  }
}
