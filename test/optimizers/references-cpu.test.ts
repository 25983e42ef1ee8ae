import { testReferences } from './reference-suite.js'

// A step is the same computation as the one before it, of numbers that no backend makes: what a backend has of its own, its
// kernels, has been seen by then.
testReferences('cpu', 50)
