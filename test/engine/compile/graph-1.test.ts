import { testGraphs } from './graph-suite.js'

testGraphs(0, 2)
