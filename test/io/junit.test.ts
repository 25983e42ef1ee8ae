import { describe, expect, it } from 'vitest'
import { junit } from '../../src/io/junit.js'

describe('a JUnit report', () => {
  it('has a test case for each figure, with what was wrong', () => {
    const place = { file: 'm.yaml', line: 3, seconds: 0.25 }
    expect(
      junit('m.yaml', [
        { name: 'a', ...place },
        { name: 'b', ...place, failure: 'b.png: 7 pixels\nb.svg: <rect> "x"' },
        { name: 'c & d', ...place, error: 'no \u0000 luck' },
      ]),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="optviz" tests="3" failures="1" errors="1" time="0.750">
  <testsuite name="m.yaml" tests="3" failures="1" errors="1" time="0.750">
    <testcase classname="m.yaml" name="a" file="m.yaml" line="3" time="0.250"/>
    <testcase classname="m.yaml" name="b" file="m.yaml" line="3" time="0.250"><failure message="b.png: 7 pixels">b.png: 7 pixels
b.svg: &lt;rect&gt; &quot;x&quot;</failure></testcase>
    <testcase classname="m.yaml" name="c &amp; d" file="m.yaml" line="3" time="0.250"><error message="no \ufffd luck">no \ufffd luck</error></testcase>
  </testsuite>
</testsuites>
`)
  })
})
