import { testReferences } from './reference-suite.js'

testReferences('cpu', () => true)
