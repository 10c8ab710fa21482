/** Two processes that send something there and back. */
export interface EchoPair {
  echo(body: string): Promise<void>;
  stop(): Promise<void>;
}
