/** A customer's proxy, through which a number is connected. */
export interface Proxy {
  readonly protocol: 'http' | 'https' | 'socks5';
  readonly host: string;
  readonly port: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}
