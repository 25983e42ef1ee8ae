import { testReferences } from './reference-suite.js'

// The cpu backend runs every case; the native one, slower on such small tensors, those that show most.
testReferences('tensorflow', ({ function: fn, tag }) => tag === 'lively' || (fn === 'flower' && tag === 'default'))
