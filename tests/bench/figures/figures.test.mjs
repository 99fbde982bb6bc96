// node --test tests/bench/figures

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { summarise as curves } from '../scale/figures.mjs'
import { summary } from './statistics.mjs'
import { ratioTo, summarise } from './summary.mjs'

test('a median has its spread, and one round without a figure leaves none', () => {
  assert.deepEqual(summary([5, 1, 3, 4, 2]), { median: 3, low: 2, high: 4, values: [5, 1, 3, 4, 2] })
  assert.deepEqual([summary([1, 2]).median, summary([7]).high], [1.5, 7])
  assert.equal(summary([1, null, 3]), null)
  assert.equal(summary([]), null)
})

test('a peer that lets tags run early is nobody’s best, and a best of nothing has no ratio', () => {
  const peers = [{ name: 'early' }, { name: 'holds' }, { name: 'none', control: true }]
  const sample = (peer, held, banner) => ({ peer, condition: 'free', held, banner, bytes: 1500, shift: 0 })
  const samples = [sample('early', 19, 10), sample('holds', 20, 40), { ...sample('none', 0, 1), document: 500, bytes: undefined }]
  const { rows, best } = summarise(peers, [['free', { title: '' }]], samples).conditions.free
  assert.equal(best.banner, 40)
  assert.equal(rows.holds.figures.bytes.median, 1000)
  assert.equal(ratioTo(best.banner, rows.early.figures.banner), 0.25)
  assert.equal(ratioTo(best.shift, rows.holds.figures.shift), 1)
  assert.equal(ratioTo(0, { median: 3 }), null)
})

test('growth is told from the cost of one element more', () => {
  const of = (times) => {
    const samples = Object.entries(times).map(([size, start]) => ({ series: 's', peer: 'p', size: Number(size), start }))
    return curves(samples, { key: 's', measures: ['start', 'panel'] }, [{ name: 'p' }])[0].measures.start.growth
  }
  assert.equal(of({ 10: 5, 100: 14, 1000: 104, 10000: 1004 }), 'linear or better')
  assert.equal(of({ 10: 5, 100: 6, 1000: 105, 10000: 10005 }), '9.9× an element from 1000 to 10000')
  assert.equal(of({ 10: 50, 100: 40, 1000: 61, 10000: 62 }), 'flat')
  assert.equal(of({ 10: 5, 100: 5 }), undefined)
})
