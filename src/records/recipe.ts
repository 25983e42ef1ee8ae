/**
 * What a figure was drawn from, in the vocabulary of the settings: with it and the tool's version the figure can be drawn
 * again. Plain JSON; no paths of outputs, no times.
 */
export type Recipe = Readonly<Record<string, unknown>> & { readonly optviz: string }
