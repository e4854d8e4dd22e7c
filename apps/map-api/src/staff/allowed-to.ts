import { RouteConfig } from '@nestjs/platform-fastify';
import { ACCOUNT_ROLES, type AccountRole } from '#domain';

/** What a staff route says of itself in its Fastify config. */
export interface StaffRouteConfig {
  /** Who may use it; left out, clients only. */
  readonly allowedTo?: readonly AccountRole[];
  /** Open without a token: where tokens are handed in. */
  readonly isSignIn?: boolean;
}

/** Declares which roles may use a route. A route without it is for clients, and fails the test of the gate. */
export const AllowedTo = (...allowedTo: readonly AccountRole[]): MethodDecorator =>
  RouteConfig({ allowedTo } satisfies StaffRouteConfig);

/** The route is open to everybody. */
export const SignIn = (): MethodDecorator => RouteConfig({ isSignIn: true } satisfies StaffRouteConfig);

/** Every role that may sign in. */
export const EVERY_ROLE = ACCOUNT_ROLES;
