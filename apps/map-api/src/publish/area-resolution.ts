/** H3 resolution of the areas: cells of about 0.7 km², a few blocks. */
export const AREA_RESOLUTION = 8;
