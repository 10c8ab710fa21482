export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
export { changeFromPhone } from './app-state/change-from-phone.js';
export type { SyncEntry } from './world/collection.js';
export { type CloseCode, CLOSE_CODES } from './faults/close-stanzas.js';
export type { DeliveryFault, Faults, MediaFault } from './faults/faults.js';
export type { FaultScope } from './faults/rules.js';
export type { NewsletterChat, NewsletterChats } from './people/newsletter-chats.js';
export type { Post } from './world/posts.js';
export type { Call } from './people/calling.js';
export type { Contact } from './people/contact.js';
export type { Content } from './people/content.js';
export type { GroupChat } from './people/group-chat.js';
export type { GroupChats, People } from './people/people.js';
export type { Chat, Person, SendOptions, Sent } from './people/person.js';
export type { BusinessFacts } from './world/business-facts.js';
export type { Shop } from './people/shop.js';
export type { QrRefusal } from './pairing/check-qr.js';
export type { LinkOutcome, Phone } from './people/phone.js';
export type { PhoneBehavior } from './handset/phone-context.js';
export type {
  PhoneEvents,
  ReceivedCall,
  ReceivedMessage,
  ReceivedPresence,
  ReceivedReceipt,
} from './handset/received.js';
export { chatter, echo, type Stop } from './people/scripts.js';
export type { LoginEntry } from './world/login-log.js';
export type { Statistics } from './world/statistics.js';
export type { UnknownQuery } from './world/unknown-queries.js';
export { useTestClient, type TestClient, type TestClientOptions } from './testing-client.js';
