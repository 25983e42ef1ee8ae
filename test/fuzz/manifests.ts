import { anomaliesOf } from './anomalies.js'
import type { Dice } from './dice.js'
import { told } from './flags.js'
import type { Fuzzer } from './fuzzer.js'
import { garbage, injections } from './words.js'

const manifests = [
  `# figures
out: figs
defaults: { size: 60x50, steps: 3, resolution: 3, scale: 1, fn: beale }
figures:
  - name: one
    optim: adam
    lr: 0.1
    set: { beta1: 0.8 }
    formats: [json, svg]
  - name: "{fn}-{optim}-{lr}"
    matrix: { fn: [beale, flower], optim: [adam, lion], lr: [0.01, 0.1] }
    formats: [csv]
  - { name: race, compare: [{ optim: adamw, lr: 0.1 }, { optim: lbfgs, steps: 2 }], formats: [json] }
`,
  `figures:
  - name: &n expression
    expr: (x^2 - a)^2 + y^2
    param: { a: 2 }
    start: [2, 1]
    domain: [-3, 3, -2, 2]
    title: "a: b"
    size: [60, 50]
    scale: 1
    steps: 4
    resolution: 4
    palette: magma
    view: all
    formats: [svg]
`,
  JSON.stringify({ out: '.', figures: [{ name: 'j', steps: 2, size: '50x50', resolution: 2, formats: ['json'] }] }),
]

/** What YAML makes more of than a text: types, anchors, tags, other documents, nesting. */
const pieces = [
  ...garbage,
  ...injections,
  'figures:',
  'out: in.yaml',
  'name: in',
  'name: 001',
  'name: a/b',
  'name: ../x',
  'name: .',
  'lr: .inf',
  'lr: .nan',
  'lr: 1e400',
  'steps: 0o17',
  'steps: 1_0',
  'steps: ~',
  'steps: !!str 3',
  'steps: *n',
  '<<: *n',
  '!!binary aGk=',
  '!!js/function "x"',
  '&n x',
  '*unknown',
  '---',
  '...',
  '%YAML 1.2',
  '? [a, b] : c',
  '{a: {b: {c: [[[[]]]]}}}',
  'matrix: {}',
  'matrix: { lr: [] }',
  'matrix: { lr: [0.1] }',
  'compare: []',
  'compare: [1, null]',
  'set: { lr: [1] }',
  'set: null',
  'formats: []',
  'formats: png',
  'x-note: { anything: 1 }',
  '2001-12-14t21:59:43.10-05:00',
  '\t',
  '|\n  text',
  '>-\n  text',
  '"unclosed',
  '[unclosed',
  '{unclosed',
  '- ',
  ': ',
  '#',
]

/** Manifests of which some lines are lost, doubled, shifted or replaced. */
export const mutatedManifests: Fuzzer = {
  name: 'manifests',
  share: 12,
  async try(random, optviz) {
    const text = mutated(random, random.pick(manifests))
    const more = random.pick([[], ['--check'], ['--json'], ['--force'], ['-q'], ['--shard', '1/2'], ['--strict', '-v']])
    const call = { args: ['batch', 'in.yaml', ...more], files: { 'in.yaml': text } }
    const result = await optviz.call(call)
    const lost = result.after.get('in.yaml') !== Buffer.from(text).toString('latin1')
    const anomalies = [
      ...anomaliesOf(call, result),
      ...(lost ? ['the manifest is changed'] : []),
      ...(result.after.has('pwned') ? ['a word was run'] : []),
      ...(result.code === 2 && result.after.size > result.before.size ? ['files of a manifest that is refused'] : []),
    ]
    return { tried: `${told(call, result.err)}\n${text}`, anomalies }
  },
}

function mutated(random: Dice, text: string): string {
  let lines: readonly string[] = text.split('\n')
  for (let i = random.below(3); i >= 0; i--) lines = mutateLine(random, lines)
  const changed = lines.join('\n')
  if (!random.chance(0.2)) return changed
  const at = random.below(changed.length)
  return changed.slice(0, at) + random.pick(pieces) + changed.slice(at + random.below(4))
}

function mutateLine(random: Dice, lines: readonly string[]): readonly string[] {
  const at = random.below(lines.length)
  const line = lines[at] ?? ''
  const indent = /^[\s-]*/.exec(line)?.[0] ?? ''
  const key = /^[\s-]*[\w-]+:/.exec(line)?.[0] ?? indent
  const next = random.pick<readonly string[]>([
    [],
    [line, line],
    [`${key} ${random.pick(pieces)}`],
    [`${indent}${random.pick(pieces)}`],
    [line, `${indent.replace('-', ' ')}${random.pick(pieces)}`],
    [` ${line}`],
    [line.trimStart()],
    [line.replace(/\d+/, random.pick(garbage))],
    [line.replace(/\w+/, word => word.slice(1))],
  ])
  return lines.toSpliced(at, 1, ...next)
}
