import { roadKeyOf } from './road-table.js';

describe('the key of a road', () => {
  it.each([
    ['国道8号', { ref: '8', roadClass: 'trunk', name: '金沢バイパス' }],
    ['県道8号', { ref: '8', roadClass: 'secondary', name: '' }],
    ['県道25号', { ref: '25', roadClass: 'primary', name: '' }],
    ['市道8号', { ref: '8', roadClass: 'tertiary', name: '' }],
    ['E8', { ref: 'E8', roadClass: 'motorway', name: '北陸自動車道' }],
    ['百万石通り', { ref: '', roadClass: 'primary', name: '百万石通り' }],
    ['w1', { ref: '', roadClass: 'service', name: '' }],
  ] as const)('is %s', (key, way) => {
    expect(roadKeyOf({ ...way, id: 'w1' })).toBe(key);
  });
});
