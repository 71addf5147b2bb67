/** Where agencies publish. An operator's own list will take the place of the default. */

/** What the names of hosts end with. */
export const PUBLICATION_HOSTS: readonly string[] = ['.gov.cn'];

/** Whether a host is one of the list: `gov.cn` itself, and all below it. */
export const isPublicationHost = (host: string, hosts = PUBLICATION_HOSTS): boolean => {
  const name = host.replace(/\.$/, '');
  return hosts.some((suffix) => `.${name}`.endsWith(suffix));
};
