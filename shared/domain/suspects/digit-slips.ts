/** How one figure comes to be mistyped. */
import type { Slip } from '../findings/suspect.ts';

/** What was done to the digits of `right` when `found` was written; undefined where it is nothing typical. */
export function findDigitSlip(
  found: number,
  right: number,
): Extract<Slip, 'transposed' | 'digit'> | undefined {
  const [was, due] = [String(found), String(right)];
  if (was.length === due.length) return isTransposed(was, due) ? 'transposed' : undefined;
  if (was.length < due.length) return isDropped(found, due) ? 'digit' : undefined;
  return isDoubled(was, due) ? 'digit' : undefined;
}

/** Two neighbouring digits stand in each other's place. */
function isTransposed(was: string, due: string): boolean {
  for (let i = 0; i + 1 < due.length; i++) {
    const swapped = due.slice(0, i) + due.charAt(i + 1) + due.charAt(i) + due.slice(i + 2);
    if (swapped !== due && swapped === was) return true;
  }
  return false;
}

/** As numbers: without its first digit, 105 is 5. */
function isDropped(found: number, due: string): boolean {
  for (let i = 0; i < due.length; i++) if (Number(due.slice(0, i) + due.slice(i + 1)) === found) return true;
  return false;
}

function isDoubled(was: string, due: string): boolean {
  for (let i = 1; i <= due.length; i++)
    if (due !== '0' && due.slice(0, i) + due.slice(i - 1) === was) return true;
  return false;
}
