/** Which addresses are of the public internet: what an operator's site may be led to by somebody else's text. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IANA's special-purpose registries: own machine, private networks, link-local, shared, documentation, multicast, reserved. */
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Within the unicast range: protocols that carry IPv4 (Teredo, 6to4), and documentation. */
const SPECIAL_IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

function listSubnets(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, family);
  return list;
}
const specialIpv4 = listSubnets('ipv4', SPECIAL_IPV4);
const specialIpv6 = listSubnets('ipv6', SPECIAL_IPV6);
/** Everything else of IPv6 (mapped and translated IPv4, local, multicast) lies outside. */
const unicastIpv6 = listSubnets('ipv6', [['2000::', 3]]);

export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialIpv4.check(address, 'ipv4');
  // A zone names an interface of this machine.
  if (!isIPv6(address) || address.includes('%')) return false;
  return unicastIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
}
