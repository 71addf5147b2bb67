/** Where an alarm sends its reader: the section of the operator's page that bears the name. */
export function linkRunbook(name: string): string {
  return `docs/operations.md#${name}`;
}
