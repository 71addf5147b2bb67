/** How code becomes one file for Node, whoever bundles it: the deployment, the start on one machine, benches, tests. */
export const NODE_BUNDLE = { bundle: true, platform: 'node', format: 'esm', target: 'node24' } as const;

/** The site's files, which `web/build.ts` makes, are laid beside a bundle that names them. */
export const ASSET_FILES = { loader: { '.gz': 'file' }, assetNames: '[name]' } as const;

interface Building {
  onLoad(files: { filter: RegExp }, load: () => { contents: string }): void;
}

/**
 * A bundler's plugin: whoever judges by the rules and does not show them needs nothing of what the catalogue says. Calls of
 * a function that does nothing fall away, and the texts with them.
 */
export const WITHOUT_CATALOGUE = {
  name: 'without-catalogue',
  setup: (building: Building): void =>
    building.onLoad({ filter: /domain[\\/]rules[\\/]describe-rule\.ts$/ }, () => ({
      contents: 'export function describeRule() {}',
    })),
};
