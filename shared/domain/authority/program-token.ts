/** How a program's token is written: a prefix by which people and scanners know it, the credential's id, and 256 bits that nobody can guess. */
const PREFIX = 'gjc_';
const ID = '[A-Za-z0-9_-]{22}';
const TOKEN = new RegExp(`^${PREFIX}(${ID})([A-Za-z0-9_-]{43})$`);
const WHOLE_ID = new RegExp(`^${ID}$`);

export const isCredentialId = (text: string): boolean => WHOLE_ID.test(text);

export const spellProgramToken = (id: string, secret: string): string => `${PREFIX}${id}${secret}`;

/** The credential that a token names; `undefined` where it is none of ours. */
export const readTokenId = (token: string): string | undefined => TOKEN.exec(token)?.[1];
