import { testGraphs } from './graph-suite.js'

testGraphs(1, 2)
