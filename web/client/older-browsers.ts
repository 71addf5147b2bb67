/**
 * What the domain uses and browsers that offices still have lack: Chromium before 120 and 111, Safari before 17 and
 * 16.4. Source: caniuse.com, URL.canParse and String.prototype.isWellFormed.
 */
const canParse = (url: string): boolean => {
  try {
    return new URL(url) instanceof URL;
  } catch {
    return false;
  }
};
if (!('canParse' in URL)) Object.defineProperty(URL, 'canParse', { value: canParse });

function isWellFormed(this: string): boolean {
  return !/\p{Surrogate}/u.test(this);
}
function toWellFormed(this: string): string {
  return this.replace(/\p{Surrogate}/gu, '\uFFFD');
}
if (!('isWellFormed' in String.prototype))
  Object.defineProperties(String.prototype, {
    isWellFormed: { value: isWellFormed },
    toWellFormed: { value: toWellFormed },
  });
