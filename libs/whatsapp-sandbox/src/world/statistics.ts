/** Counts of events since the sandbox started. */
export class Statistics {
  connections = 0;
  malformedConnections = 0;
  pairings = 0;
  logins = 0;
  queries = 0;
  messagesFromClients = 0;
  messagesToClients = 0;
  receiptsFromClients = 0;
  errorAcksFromClients = 0;
  redelivered = 0;
  refusedMessages = 0;
  retriesAsked = 0;
  retriesAnswered = 0;
  undecryptable = 0;
  repeatedMessages = 0;
  uploads = 0;
  downloads = 0;
}
