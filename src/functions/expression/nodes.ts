import type jsep from 'jsep'

/** The second of expressions that stand side by side. */
export function second(node: jsep.Expression): jsep.Expression | undefined {
  return isCompound(node) ? node.body[1] : isSequence(node) ? node.expressions[1] : undefined
}

export const isInfix = (node: jsep.Expression): node is jsep.BinaryExpression => node.type === 'BinaryExpression'
export const isSigned = (node: jsep.Expression): node is jsep.UnaryExpression => node.type === 'UnaryExpression'
export const isCall = (node: jsep.Expression): node is jsep.CallExpression => node.type === 'CallExpression'
export const isNamed = (node: jsep.Expression): node is jsep.Identifier => node.type === 'Identifier'
export const isLiteral = (node: jsep.Expression): node is jsep.Literal => node.type === 'Literal'
const isCompound = (node: jsep.Expression): node is jsep.Compound => node.type === 'Compound'
const isSequence = (node: jsep.Expression): node is jsep.SequenceExpression => node.type === 'SequenceExpression'
