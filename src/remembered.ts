/** A function that keeps what it makes of an object for as long as the object is there; the object must not change. */
export function remembered<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, { readonly value: V }>()
  return of => {
    const value = known.get(of) ?? { value: make(of) }
    known.set(of, value)
    return value.value
  }
}
