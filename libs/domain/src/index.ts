export * from './clearance/clearance.js';
export * from './events.js';
export * from './fix/fix.js';
export * from './match/matched-track.js';
export * from './network/road-network.js';
export * from './network/road-way.js';
export * from './pass/pass.js';
export * from './register.js';
