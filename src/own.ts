/**
 * What a record itself has under a word that came from outside; `constructor`, `toString` and the like are inherited, and
 * are nobody's entry.
 */
export function own<V>(record: Readonly<Record<string, V>>, word: string): V | undefined {
  return Object.hasOwn(record, word) ? record[word] : undefined
}
