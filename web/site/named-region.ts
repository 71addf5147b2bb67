export interface NamedRegion {
  readonly code: string;
  /** `undefined` for the nation where no name is loaded. */
  readonly name: string | undefined;
}
