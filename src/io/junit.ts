import { escapeXml } from './metadata.js'

/** One test of a report: it passed unless it has a failure (not as expected) or an error (it could not be done). */
export interface TestCase {
  readonly name: string
  readonly file: string
  readonly line: number
  readonly seconds: number
  readonly failure?: string
  readonly error?: string
}

/** A report that CI systems read: JUnit's XML, as Jenkins, GitLab and the GitHub actions for it take it. */
export function junit(suite: string, cases: readonly TestCase[]): string {
  const failures = cases.filter(test => test.failure !== undefined).length
  const errors = cases.filter(test => test.error !== undefined).length
  const seconds = cases.reduce((sum, test) => sum + test.seconds, 0)
  const totals = `tests="${cases.length}" failures="${failures}" errors="${errors}" time="${seconds.toFixed(3)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="optviz" ${totals}>`,
    `  <testsuite name="${escapeXml(suite)}" ${totals}>`,
    ...cases.map(test => testCase(suite, test)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(suite: string, { name, file, line, seconds, failure, error }: TestCase): string {
  const place = `file="${escapeXml(file)}" line="${line}"`
  const open = `<testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}" ${place} time="${seconds.toFixed(3)}"`
  const problem = error === undefined ? element('failure', failure) : element('error', error)
  return problem === undefined ? `    ${open}/>` : `    ${open}>${problem}</testcase>`
}

function element(kind: 'failure' | 'error', message: string | undefined): string | undefined {
  if (message === undefined) return undefined
  const [first = ''] = message.split('\n')
  return `<${kind} message="${escapeXml(first)}">${escapeXml(message)}</${kind}>`
}
