import { parseAst } from 'vitest/node'

/** A part of a program, as the parser gives it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/** The nodes of a program that are run, each before those within it: types, imports and exports from elsewhere are not. */
export function* nodesIn(text: string): Generator<Node> {
  const program: unknown = parseAst(text, { lang: 'ts' })
  if (isNode(program)) yield* nodesOf(program)
}

function* nodesOf(node: Node): Generator<Node> {
  const typed = node.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(node.type)
  if (typed || node.type.startsWith('Import') || isNode(node.source)) return
  yield node
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* nodesOf(child)
}
