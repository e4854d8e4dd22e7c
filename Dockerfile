# A small target for each process; docker-compose.yml names them.
ARG NODE_IMAGE=node:24.19.0-bookworm-slim

FROM ${NODE_IMAGE} AS node
WORKDIR /srv/yukimichi

FROM node AS build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# Without the build's tools and without the embedded PostgreSQL, which is an optional package.
FROM node AS dependencies
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

# What every process has. The folders are the volumes' first content: a volume takes over their owner.
FROM node AS runtime
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
RUN mkdir -p /srv/data/network /srv/data/public /srv/data/bundles && chown -R node:node /srv/data
COPY package.json ./
COPY --from=dependencies /srv/yukimichi/node_modules node_modules
COPY libs/store/migrations libs/store/migrations
COPY --from=build /srv/yukimichi/dist/libs dist/libs
USER node
EXPOSE 3000

FROM runtime AS ingest
COPY --from=build /srv/yukimichi/dist/apps/ingest dist/apps/ingest
CMD ["node", "--enable-source-maps", "dist/apps/ingest/src/main.js"]

FROM runtime AS tracks
COPY --from=build /srv/yukimichi/dist/apps/tracks dist/apps/tracks
CMD ["node", "--enable-source-maps", "dist/apps/tracks/src/main.js"]

FROM runtime AS map-api
COPY --from=build /srv/yukimichi/dist/apps/map-api dist/apps/map-api
COPY --from=build /srv/yukimichi/dist/web dist/web

FROM map-api AS staff
CMD ["node", "--enable-source-maps", "dist/apps/map-api/src/staff-main.js"]

FROM map-api AS public
CMD ["node", "--enable-source-maps", "dist/apps/map-api/src/public-main.js"]

# The demo storm and the commands of an operator: import of roads, load of a register, dump of passes.
FROM runtime AS tools
COPY --from=build /srv/yukimichi/dist/apps dist/apps
COPY --from=build /srv/yukimichi/dist/fixtures dist/fixtures
ENTRYPOINT ["node", "--enable-source-maps"]
