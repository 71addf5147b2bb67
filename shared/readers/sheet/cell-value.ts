/** Numbers of sheets as a person would write them. */

/** Binary fractions are shown to fifteen places, as the programs show them: `0.1 + 0.2` is 0.3. */
export function writeNumber(stored: string): string {
  if (/^-?\d{1,15}$/u.test(stored)) return stored;
  const value = Number(stored);
  return stored.trim() !== '' && Number.isFinite(value)
    ? writePlainly(Number(value.toPrecision(15)))
    : stored;
}

const writePlainly = (value: number): string =>
  Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6) ? value.toFixed(15) : String(value);

/** With the unit that its format shows behind it; one that is shown in thousands is not what it looks like. */
export function writeInFormat(stored: string, code: string | undefined): string {
  const [shown = ''] = (code ?? '').split(';');
  const drawn = shown.replace(/"[^"]*"|\[[^\]]*\]|[\\!_*]./gu, '·');
  const written = writeNumber(stored);
  if (/[0#?],+(?![0#?,])|[0#?]·[0#?]/u.test(drawn)) return `=${written}`;
  const unit = /[万亿]?元|[万亿]/u.exec(shown)?.[0] ?? (/[¥￥]/u.test(shown) ? '元' : '');
  return `${written}${unit}`;
}

/** A day by its number; time of day is left out. */
export function writeSerialDay(serial: number, isFrom1904: boolean): string {
  const days = Math.floor(serial) + (isFrom1904 ? 1462 : 0);
  // 1900 had no 29th of February, but its numbering has.
  const epoch = Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const day = new Date(epoch + days * 86_400_000);
  return Number.isNaN(day.getTime()) ? String(serial) : day.toISOString().slice(0, 10);
}

/** Whether a number format writes days. */
export function writesDays(id: number, code: string | undefined): boolean {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return true;
  return (
    code !== undefined &&
    /[yd年日]/iu.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, (part) => (/[年日]/u.test(part) ? part : '')))
  );
}
