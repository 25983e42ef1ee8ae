import type { Command } from 'commander'

/** Said under the flags of every command that draws. */
export const sources = `
A flag marked repeatable may be given several times; of the others the last counts. Every setting can stand in a file (--config run.yaml
with "steps: 500") or in the environment (OPTVIZ_STEPS=500), too; flags win over the environment, that over the file.
`

/** The flag of a file that settings come from. */
export function addConfig(command: Command): Command {
  return command.option('--config <file>', 'settings from a YAML or JSON file; flags win')
}

/** What every command that draws says, and where from it takes more settings. */
export function addTalk(command: Command): Command {
  return addConfig(command)
    .option('--json', 'one JSON document on stdout instead of the summary')
    .option('-q, --quiet', 'no summary')
    .option('-v, --verbose', 'say what is done')
}
