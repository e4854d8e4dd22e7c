import { type DynamicModule, Module } from '@nestjs/common';
import { ChangeFollower } from '../live/change-follower.js';
import { LivePicture } from '../live/live-picture.js';
import { Publisher } from '../publish/publisher.js';
import { PAPER_CONTROLLERS, PAPER_PROVIDERS } from '../report/paper-parts.js';
import { DispatchOrdersController } from './dispatch-orders.controller.js';
import { EventRecorder } from './event-recorder.js';
import { RoadLookUp } from './road-look-up.js';
import { RoutesController } from './routes.controller.js';
import { SegmentsController } from './segments.controller.js';
import { SessionController } from './session.controller.js';
import { SnowfallsController } from './snowfalls.controller.js';
import { StaffLife } from './staff-life.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';
import { StaffProbes } from './staff-probes.js';
import { StaffStream } from './staff-stream.js';
import { StormsController } from './storms.controller.js';
import { StreamController } from './stream.controller.js';
import { VehiclesController } from './vehicles.controller.js';
import { WorkStatesController } from './work-states.controller.js';
import { WorkZonesController } from './work-zones.controller.js';

const CONTROLLERS = [
  SessionController,
  VehiclesController,
  SegmentsController,
  RoutesController,
  WorkZonesController,
  StreamController,
  WorkStatesController,
  SnowfallsController,
  StormsController,
  DispatchOrdersController,
  ...PAPER_CONTROLLERS,
];

/** The staff plane under /api, and the publisher of what the public plane serves. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class StaffModule {
  static register(parts: StaffParts): DynamicModule {
    const { database, clock, settings, network } = parts;
    const follower = new ChangeFollower(database, clock);
    const picture = new LivePicture({ database, clock, settings, network });
    return {
      module: StaffModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: STAFF_PARTS, useValue: parts },
        { provide: ChangeFollower, useValue: follower },
        { provide: LivePicture, useValue: picture },
        { provide: RoadLookUp, useValue: new RoadLookUp(network) },
        EventRecorder,
        { provide: StaffStream, useValue: new StaffStream({ database, clock, picture, follower }) },
        { provide: Publisher, useValue: new Publisher(picture, settings, clock) },
        ...PAPER_PROVIDERS,
        StaffLife,
        StaffProbes,
      ],
    };
  }
}
