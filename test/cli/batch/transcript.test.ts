import { transcript } from '../transcript.js'

const head = "out: out\ndefaults: { expr: 'x^2 + y^2', optim: sgd, steps: 2, start: [1, 0], backend: cpu }\n"

transcript(
  'batch',
  [
    'batch m.yaml',
    'batch m.yaml -v',
    'batch m.yaml -v --force --shard 2/3',
    'batch m.yaml --check --json',
    'batch m.yaml --update -q',
    'cat out/b/one.csv',
    'batch other.yaml --check',
    'batch other.yaml --check --json --report r.xml',
    'batch other.yaml --update -v --html p.html',
    'batch other.yaml --update --prune',
    'batch other.yaml --strict --force -v',
    'ls',
    'batch bad.yaml',
    'batch empty.yaml',
    'batch m.yaml --check --prune',
    'batch m.yaml --check --force',
    'batch m.yaml --tolerance 1',
    'batch m.yaml --out none --check',
    'batch m.yaml --out m.yaml',
    'batch m.yaml --shard 4/3',
    'batch m.yaml --jobs 0',
    'batch m.yaml --report out/a.csv',
    'batch m.yaml --report none/r.xml',
    'rm r.xml p.html',
    'ls',
  ],
  {
    'm.yaml': `${head}figures:
  - { name: a, lr: 0.25, formats: [csv, json] }
  - { name: b/one, lr: 0.125, formats: csv }
  - { name: "{optim}-{lr}", matrix: { lr: [0.1, 0.2] }, formats: [svg, csv] }
`,
    'other.yaml': `${head}figures:
  - { name: a, lr: 0.125, formats: [csv, json] }
  - { name: sgd-0.1, lr: 0.1, formats: [svg, csv], title: another }
  - { name: far, lr: 1e30, formats: csv }
`,
    'bad.yaml': `${head}figures:
  - { name: a, lr: -1 }
  - { name: A, stepz: 3 }
  - { lr: 1 }
  - { name: c, set: { beta1: 1 } }
  - { name: d, matrix: { lr: 1 } }
  - { name: e, compare: [{ optim: adam }] }
  - { name: f, formats: [] }
`,
    'empty.yaml': '',
  },
)
