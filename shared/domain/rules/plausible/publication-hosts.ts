/** Where agencies publish: one list for the rule on addresses and for the look at them. */
import type { IsoDay } from '../../basics/calendar.ts';

/** A host of the list, and the day from which on it is one: reports received before keep what they were told. */
interface ListedHost {
  /**
   * `.gov.cn`: that host and all below it; a name or an address: that one alone. A port behind it
   * (`www.example.cn:8080`) may be asked beside the usual ones.
   */
  readonly host: string;
  readonly since?: IsoDay;
}

/** The operator's: whoever publishes elsewhere is added here, with the day. */
export const PUBLICATION_HOSTS: readonly ListedHost[] = [{ host: '.gov.cn' }];

/** The hosts that are listed on a day. */
export const listHosts = (day: IsoDay, hosts = PUBLICATION_HOSTS): readonly string[] =>
  hosts.filter(({ since }) => since === undefined || since <= day).map(({ host }) => host);

const USUAL_PORTS: ReadonlySet<string> = new Set(['', '80', '443']);
const PORT = /:(\d+)$/;

/** Names are the same with the dot of the root and without it. */
export const normaliseHost = (host: string): string => host.replace(/\.$/, '');

const isOf = (host: string, entry: string): boolean => {
  const [name, listed] = [normaliseHost(host), entry.replace(PORT, '')];
  return listed.startsWith('.') ? `.${name}`.endsWith(listed) : name === listed;
};

/** Whether a host is one of the list, whatever its port. */
export const isPublicationHost = (host: string, hosts: readonly string[]): boolean =>
  hosts.some((entry) => isOf(host, entry));

/** Whether an address may be asked. Ports that the list does not name are not: they would be scanned through us. */
export const isPublicationSite = ({ hostname, port }: URL, hosts: readonly string[]): boolean =>
  hosts.some((entry) => isOf(hostname, entry) && (USUAL_PORTS.has(port) || PORT.exec(entry)?.[1] === port));
