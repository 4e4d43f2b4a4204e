import { placeOf, trendOf } from './dashboard';

test('up is good where up is good, and bad where it is not', () => {
  expect(trendOf({ value: 12, previous: 9, good: 'up' })).toEqual({ text: '+3 vs 30 days ago', tone: 'good' });
  expect(trendOf({ value: 12, previous: 9, good: 'down' })?.tone).toBe('bad');
  expect(trendOf({ value: 9, previous: 9, good: 'up' })?.tone).toBe('even');
});

test('without an earlier figure there is no trend', () => {
  expect(trendOf({ value: 9, previous: null, good: 'up' })).toBeUndefined();
});

test('a tile leads to its rows', () => {
  expect(placeOf('/clients?kpi=at_risk')).toEqual({ to: '/clients', search: { kpi: 'at_risk' } });
  expect(placeOf('/alerts?status=unresolved')).toEqual({ to: '/alerts', search: { view: 'unresolved' } });
});
