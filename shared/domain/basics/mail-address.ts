/**
 * An address alone, without a name or brackets, in the signs that every mail server takes: nothing that a mail's head
 * could be broken with.
 * Source: HTML, 4.10.5.1.5 (what a browser takes for an address), with a dot in the domain.
 */
const MAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;
const MAX_LENGTH = 254;

export const isMailAddress = (text: string): boolean => text.length <= MAX_LENGTH && MAIL.test(text);

/** By which persons are told apart: servers take an address in either case for the same mailbox. */
export const foldMail = (mail: string): string => mail.toLowerCase();

/** A server's words without the addresses in them, for where not everybody who reads them may see whose they are. */
export const hideAddresses = (text: string): string =>
  text.replaceAll(/[^\s<>"(),;:]+/g, (word) => (word.includes('@') ? '…' : word));
